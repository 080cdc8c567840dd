package io.sampo.bench.chaos;

import io.sampo.bench.report.TextTable;
import io.sampo.bench.statistics.Statistics;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What kills cost, for people. */
public final class KillTable {
  private static final double MILLION = 1e6;

  /** What finding out about a loss may cost beside the work that is done again. */
  private static final Duration ALLOWED = Duration.ofSeconds(3);

  private KillTable() {}

  /**
   * Whether a kill cost no more than the lost share and three seconds. The share of a worker is one
   * in so many of the whole run.
   */
  public static boolean isBounded(KillCost cost, int workers) {
    Duration share = cost.undisturbed().dividedBy(workers);
    return cost.extra().compareTo(share.plus(ALLOWED)) <= 0;
  }

  public static String render(List<KillCost> costs) {
    var table =
        new TextTable(
            List.of("query", "undisturbed ms", "killed after", "took", "extra", "tasks run again"));
    for (KillCost cost : costs) {
      table.add(
          List.of(
              cost.question(),
              millis(cost.undisturbed()),
              millis(cost.killedAfter()),
              millis(cost.disturbed()),
              millis(cost.extra()),
              Long.toString(cost.tasks())));
    }
    List<Double> extras =
        costs.stream().filter(KillCost::hit).map(cost -> nanos(cost.extra())).toList();
    return table.render() + (extras.isEmpty() ? "no query was hit" : summary(extras));
  }

  private static String summary(List<Double> extras) {
    return String.format(
        Locale.ROOT,
        "cost of a kill: median %.0f ms, worst %.0f ms, of %d queries under way",
        Statistics.median(extras) / MILLION,
        extras.stream().mapToDouble(Double::doubleValue).max().orElseThrow() / MILLION,
        extras.size());
  }

  private static double nanos(Duration time) {
    return time.toNanos();
  }

  private static String millis(Duration time) {
    return String.format(Locale.ROOT, "%.0f", time.toNanos() / MILLION);
  }
}
