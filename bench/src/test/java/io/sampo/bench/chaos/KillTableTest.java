package io.sampo.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class KillTableTest {
  private static KillCost cost(long undisturbed, long killedAfter, long disturbed) {
    return new KillCost(
        "q01",
        Duration.ofMillis(undisturbed),
        Duration.ofMillis(killedAfter),
        Duration.ofMillis(disturbed),
        2,
        true,
        "");
  }

  @Test
  void onlyQueriesThatWereUnderWayCount() {
    assertThat(
            KillTable.render(
                List.of(cost(1000, 500, 1300), cost(1000, 900, 880), cost(1000, 100, 1100))))
        .endsWith("cost of a kill: median 200 ms, worst 300 ms, of 2 queries under way");
    assertThat(KillTable.render(List.of(cost(1000, 900, 880)))).endsWith("no query was hit");
  }

  @Test
  void theLostShareAndThreeSecondsAreAllowed() {
    assertThat(KillTable.isBounded(cost(6000, 1, 11_000), 3)).isTrue();
    assertThat(KillTable.isBounded(cost(6000, 1, 11_001), 3)).isFalse();
  }
}
