package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.session.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Eight queries of TPC-H at once share one budget that each of them could use up; all finish. */
@NullMarked
@Tag("spills-anyway")
final class QueriesAtOnceTest {
  private static final List<Integer> QUERIES = List.of(1, 3, 5, 9, 13, 16, 18, 21);

  /** Less than some of the queries hold at once without a limit. */
  private static final String BUDGET = "16m";

  private static final int ROUNDS = 3;

  @Test
  void eachAnswersRight(@TempDir Path spill) throws Exception {
    try (var session =
            Session.builder()
                .master("local[2]")
                .appName("at once")
                .config("sampo.memory", BUDGET)
                .config("sampo.batch.rows", "1024")
                .config("sampo.spill.dirs", spill.toString())
                .create();
        ExecutorService threads = Executors.newFixedThreadPool(QUERIES.size())) {
      TpchAnswers.createViews(session);
      for (int round = 0; round < ROUNDS; round++) {
        var answers = new ArrayList<Future<?>>();
        for (int number : QUERIES) {
          answers.add(
              threads.submit(() -> {
                TpchAnswers.check(session, number);
                return number;
              }));
        }
        for (Future<?> answer : answers) {
          answer.get();
        }
      }
    }
    try (var left = Files.walk(spill)) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
  }
}
