package io.sampo.runtime.engine;

import io.sampo.runtime.cluster.ClusterStatus;
import java.util.Locale;

/** What the workers did for a query, as text. */
final class WorkerFigures {
  private WorkerFigures() {}

  static String print(ClusterStatus.QueryStatus query) {
    var text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%n%d tasks run again", query.reruns()));
    for (ClusterStatus.FragmentStatus figures : query.fragments()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%nfragment %d on %s: %d tasks, %,d rows and %,d bytes read, %.1f ms",
              figures.fragment(),
              figures.worker(),
              figures.tasksDone(),
              figures.rowsRead(),
              figures.bytesRead(),
              figures.nanos() / 1e6));
    }
    return text.toString();
  }
}
