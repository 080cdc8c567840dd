package io.sampo.runtime.engine;

import io.sampo.runtime.cluster.ClusterStatus;
import java.util.Locale;

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
    return text.toString();
  }
}
