package io.sampo.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.bench.json.Json;
import io.sampo.bench.json.JsonObject;
import io.sampo.bench.peer.EngineKind;
import io.sampo.bench.run.BudgetRun;
import io.sampo.bench.run.Schedule;
import io.sampo.bench.run.Verdict;
import io.sampo.bench.suite.Suite;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BudgetTableTest {
  private static final Optional<Long> NONE = Optional.empty();
  private static final Optional<Long> SMALL = Optional.of(512L << 20);
  private static final List<BudgetRun> RUNS =
      List.of(
          run("q18", EngineKind.SAMPO, NONE, 900, 0, 100, 120, 80),
          run("q18", EngineKind.SAMPO, SMALL, 530, 200, 150),
          run("q18", EngineKind.DUCKDB, NONE, 800, 0, 90),
          run("q18", EngineKind.DUCKDB, SMALL, 400, 300, 180),
          run("self-join", EngineKind.SAMPO, NONE, 600, 0, 70),
          new BudgetRun(
              "self-join",
              EngineKind.SAMPO,
              SMALL,
              List.of(),
              100L << 20,
              0,
              new Verdict.Failed("no")));

  private static BudgetRun run(
      String question,
      EngineKind engine,
      Optional<Long> budget,
      long peak,
      long spilled,
      double... runs) {
    List<Double> all = Arrays.stream(runs).boxed().toList();
    return new BudgetRun(
        question, engine, budget, all, peak << 20, spilled << 20, new Verdict.Right());
  }

  @Test
  void hasARowForEachBudgetAndWhatEachEngineNeeded() {
    assertThat(BudgetTable.render(RUNS))
        .isEqualTo(
            """
            query       budget   sampo  to none     peak  spilled  duckdb  to none     peak  spilled
            ----------------------------------------------------------------------------------------
            q18           none  100 ms        -  900 MiB        -   90 ms        -  800 MiB        -
            q18        512 MiB  150 ms    1.50x  530 MiB  200 MiB  180 ms    2.00x  400 MiB  300 MiB
            ----------------------------------------------------------------------------------------
            self-join     none   70 ms        -  600 MiB        -       -        -        -        -
            self-join  512 MiB  FAILED        -  100 MiB        -       -        -        -        -

            self-join, sampo, 512 MiB: failed: no
            """);
  }

  @Test
  void endsWithAllQuestionsThatEveryEngineAnsweredWithinEveryBudget() {
    List<BudgetRun> more =
        List.of(
            run("q1", EngineKind.SAMPO, NONE, 300, 0, 20),
            run("q1", EngineKind.SAMPO, SMALL, 310, 10, 30),
            run("q1", EngineKind.DUCKDB, NONE, 200, 0, 30),
            run("q1", EngineKind.DUCKDB, SMALL, 210, 0, 60));
    assertThat(BudgetTable.render(Stream.concat(RUNS.stream(), more.stream()).toList()))
        .contains(
            """
            ----------------------------------------------------------------------------------------
            all 2         none  120 ms        -  900 MiB        -  120 ms        -  800 MiB        -
            all 2      512 MiB  180 ms    1.50x  530 MiB  210 MiB  240 ms    2.00x  400 MiB  300 MiB

            sampo to duckdb: 1.00x without a limit, 0.75x within 512 MiB

            self-join, sampo, 512 MiB: failed: no
            """);
  }

  @Test
  void theFileHasEveryRun() {
    String json =
        BudgetFile.toJson(
            new Suite("memory", "Memory", Map.of("scale_factor", "1"), List.of(), List.of()),
            new Schedule(List.of(EngineKind.SAMPO), 3, true, Duration.ofSeconds(1)),
            RUNS,
            Instant.EPOCH);
    List<JsonObject> runs = Json.parseObject(json).objects("measurements");
    assertThat(runs).hasSize(RUNS.size());
    assertThat(json)
        .contains("\"runs_ms\":[100.0,120.0,80.0]", "\"fresh_processes\":true", "\"error\":\"no\"");
  }
}
