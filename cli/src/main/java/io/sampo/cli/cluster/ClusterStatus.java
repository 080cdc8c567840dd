package io.sampo.cli.cluster;

import io.sampo.cli.output.Utf8Output;
import io.sampo.cli.terminal.Figures;
import io.sampo.cli.terminal.Streams;
import io.sampo.runtime.network.Sockets;
import io.sampo.runtime.network.TlsSettings;
import io.sampo.runtime.remote.client.DriverCall;
import io.sampo.runtime.remote.client.MasterUrl;
import io.sampo.runtime.remote.protocol.ClusterView;
import io.sampo.runtime.remote.protocol.Request;
import io.sampo.runtime.remote.protocol.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows a cluster as text: its workers and its queries in aligned columns. */
public final class ClusterStatus {
  private static final int LONGEST_ID = 8;

  private ClusterStatus() {}

  /**
   * Asks the master and prints what it says.
   *
   * @param settings certificates, where the cluster needs them
   * @return the exit status
   */
  public static int print(String master, Map<String, String> settings, Streams streams) {
    var call =
        new DriverCall(Sockets.of(TlsSettings.of(key -> Optional.ofNullable(settings.get(key)))));
    Response response = call.ask(MasterUrl.parse(master), new Request.Status());
    var output = new Utf8Output(streams.out());
    if (response instanceof Response.Cluster(ClusterView view)) {
      output.text(text(view));
    }
    output.flush();
    return 0;
  }

  static String text(ClusterView view) {
    var text = new StringBuilder("driver sampo://").append(view.driver()).append("\n\n");
    var workers = new ArrayList<List<String>>();
    workers.add(List.of("worker", "pid", "address", "cores", "memory", "tasks", "blocks"));
    for (ClusterView.Worker worker : view.workers()) {
      workers.add(
          List.of(
              shortId(worker.id()),
              Long.toString(worker.pid()),
              worker.address(),
              Integer.toString(worker.cores()),
              Figures.bytes(worker.memoryUsed()) + " / " + Figures.bytes(worker.memoryLimit()),
              Integer.toString(worker.tasks()),
              Integer.toString(worker.blocks())));
    }
    align(workers, text);
    var queries = new ArrayList<List<String>>();
    queries.add(List.of("query", "time", "stages", "tasks", "stage", "text"));
    for (ClusterView.Query query : view.queries()) {
      queries.add(
          List.of(
              shortId(query.id()),
              Figures.duration(Duration.ofMillis(query.millis())),
              query.stagesDone() + " / " + query.stagesTotal(),
              query.tasksDone() + " / " + query.tasksTotal(),
              query.stage(),
              query.text()));
    }
    text.append('\n');
    align(queries, text);
    return text.toString();
  }

  private static String shortId(String id) {
    return id.substring(0, Math.min(LONGEST_ID, id.length()));
  }

  private static void align(List<List<String>> rows, StringBuilder text) {
    int columns = rows.getFirst().size();
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        int column = i;
        int width = rows.stream().mapToInt(cells -> cells.get(column).length()).max().orElse(0);
        line.append(row.get(i)).repeat(' ', width - row.get(i).length() + 2);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
  }
}
