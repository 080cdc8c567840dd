package io.sampo.runtime.engine;

import io.sampo.runtime.cluster.ClusterStatus;
import java.util.Locale;
import java.util.TreeMap;

/** What the workers did for a query, as text. */
final class WorkerFigures {
  private static final String COLUMNS = "  %14s %14s %12s %6s  %s%n";

  private WorkerFigures() {}

  static String print(ClusterStatus.QueryStatus query) {
    var text = new StringBuilder();
    text.append(String.format(Locale.ROOT, ", %d tasks run again%n%n", query.reruns()));
    text.append(
        String.format(Locale.ROOT, COLUMNS, "rows read", "bytes read", "time", "tasks", "work"));
    for (ClusterStatus.FragmentStatus figures : query.fragments()) {
      text.append(
          String.format(
              Locale.ROOT,
              COLUMNS,
              String.format(Locale.ROOT, "%,d", figures.rowsRead()),
              RunReport.bytes(figures.bytesRead()),
              RunReport.time(figures.nanos()),
              figures.tasksDone(),
              "fragment " + figures.fragment() + " on " + figures.worker()));
    }
    if (!query.shares().isEmpty() || !query.switches().isEmpty()) {
      text.append(String.format(Locale.ROOT, "%n== Adapted ==%n"));
      query.switches().forEach(join -> text.append(adapted(join)));
      query.shares().forEach(shares -> text.append(adapted(shares)));
    }
    return text.toString();
  }

  private static String adapted(ClusterStatus.SwitchStatus join) {
    return String.format(
        Locale.ROOT,
        "fragment %d: join: dealt out -> whole table to every task of fragment %d, %s built, %s"
            + " expected%n",
        join.join(),
        join.probe(),
        RunReport.bytes(join.builtBytes()),
        RunReport.bytes(join.expectedBytes()));
  }

  /** What was planned, and what was made of it by sizes. */
  private static String adapted(ClusterStatus.SharesStatus shares) {
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "fragment %d: %d partitions -> %d %s",
            shares.fragment(),
            shares.partitions(),
            shares.tasks(),
            shares.tasks() == 1 ? "task" : "tasks"));
    if (shares.bytes() > 0) {
      text.append(", ").append(RunReport.bytes(shares.bytes()));
    }
    new TreeMap<>(shares.pieces())
        .forEach((partition, pieces) ->
            text.append(
                String.format(Locale.ROOT, ", partition %d split in %d", partition, pieces)));
    return text.append(String.format("%n")).toString();
  }
}
