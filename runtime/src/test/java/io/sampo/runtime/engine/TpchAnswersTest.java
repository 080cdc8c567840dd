package io.sampo.runtime.engine;

import io.sampo.session.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The 22 queries of TPC-H give the recorded answers, compiled and interpreted, with batches and
 * partitions of any size, in memory, with everything spilled, and as copies that went through
 * bytes.
 */
@NullMarked
@Tag("spills-anyway")
final class TpchAnswersTest {
  private static Session session;

  private record Configuration(
      boolean codegen, int batchRows, int partitions, boolean spilling, boolean serialized) {
    static List<Configuration> all() {
      var all = new ArrayList<Configuration>();
      for (boolean codegen : new boolean[] {true, false}) {
        for (int batchRows : new int[] {1, 3, 1024}) {
          for (int partitions : new int[] {1, 2, 7}) {
            all.add(new Configuration(codegen, batchRows, partitions, false, false));
          }
        }
        all.add(new Configuration(codegen, 1024, 1, true, false));
        all.add(new Configuration(codegen, 1024, 3, true, false));
        all.add(new Configuration(codegen, 1024, 2, false, true));
      }
      return all;
    }

    void apply() {
      session.conf().set("sampo.codegen.enabled", codegen);
      session.conf().set("sampo.batch.rows", batchRows);
      session.conf().set("sampo.partitions", partitions);
      session.conf().set("sampo.spill.force", spilling);
      session.conf().set("sampo.plan.serialize", serialized);
    }
  }

  @BeforeAll
  static void open() {
    session = Session.builder().master("local[2]").appName("tpch").create();
    TpchAnswers.createViews(session);
  }

  @AfterAll
  static void close() {
    session.close();
  }

  static Stream<Arguments> runs() {
    List<Configuration> all = Configuration.all();
    return IntStream.rangeClosed(1, 22)
        .boxed()
        .flatMap(number -> all.stream().map(configuration -> Arguments.of(number, configuration)));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void answer(int number, Configuration configuration) throws IOException {
    configuration.apply();
    TpchAnswers.check(session, number);
  }
}
