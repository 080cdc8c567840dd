package io.sampo.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.bench.json.Json;
import io.sampo.bench.json.JsonObject;
import io.sampo.bench.peer.EngineKind;
import io.sampo.bench.peer.EngineLimits;
import io.sampo.bench.run.BenchResult;
import io.sampo.bench.run.Measurement;
import io.sampo.bench.run.Schedule;
import io.sampo.bench.run.Verdict;
import io.sampo.bench.suite.AnswerForm;
import io.sampo.bench.suite.Question;
import io.sampo.bench.suite.Suite;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultTableTest {
  private static final BenchResult RESULT =
      new BenchResult(
          new Suite(
              "tpch",
              "TPC-H",
              Map.of("scale_factor", "1"),
              List.of(),
              List.of(question("q01"), question("q02"))),
          new Schedule(
              List.of(EngineKind.SAMPO, EngineKind.DUCKDB), 3, false, Duration.ofSeconds(1)),
          new EngineLimits(2, Optional.empty()),
          List.of(
              measurement(EngineKind.SAMPO, "q01", new Verdict.Right(), 60.0, 50.0, 40.0),
              measurement(EngineKind.DUCKDB, "q01", new Verdict.Right(), 100.0, 90.0, 110.0),
              measurement(EngineKind.SAMPO, "q02", new Verdict.Wrong("row 1"), 1.0, 1.0, 1.0),
              measurement(EngineKind.DUCKDB, "q02", new Verdict.Right(), 30.0, 30.0, 30.0)),
          Map.of(EngineKind.SAMPO, 300L << 20, EngineKind.DUCKDB, 200L << 20),
          Map.of(EngineKind.DUCKDB, "2.0.0"));

  @Test
  void showsMediansRatiosAndTotalsOverWhatBothAnsweredRightly() {
    assertThat(ResultTable.render(RESULT))
        .isEqualTo(
            """
            TPC-H; hot, engines taking turns; 2 cores; medians of 3 after 1 warm-up

            ms              sampo  duckdb  sampo/duckdb
            -------------------------------------------
            q01              50.0   100.0         0.50x
            q02             wrong    30.0             -
            -------------------------------------------
            sum              50.0   130.0         0.50x
            geometric mean                        0.50x
            worst                                 0.50x
            worst question                          q01
            peak MiB          300     200

            sampo, q02: wrong answer: row 1
            """);
  }

  @Test
  void keepsEveryRunInTheFile() {
    JsonObject file = Json.parseObject(ResultFile.toJson(RESULT, Instant.EPOCH));

    assertThat(file.text("started")).contains("1970-01-01T00:00:00Z");
    assertThat(file.objects("engines").get(1).text("version")).contains("2.0.0");
    JsonObject first = file.objects("measurements").getFirst();
    assertThat(first.fields()).containsEntry("runs_ms", List.of(60.0, 50.0, 40.0));
    assertThat(first.text("answer")).contains("right");
    assertThat(file.objects("measurements").get(2).text("difference")).contains("row 1");
  }

  private static Question question(String name) {
    return Question.of(name, "select 1", AnswerForm.ROWS);
  }

  private static Measurement measurement(
      EngineKind engine, String question, Verdict verdict, Double... runs) {
    return new Measurement(engine, question, 120, List.of(runs), 1, verdict);
  }
}
