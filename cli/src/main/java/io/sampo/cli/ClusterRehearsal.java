package io.sampo.cli;

import io.sampo.cli.terminal.Streams;
import io.sampo.cluster.config.Role;
import io.sampo.cluster.node.DriverNode;
import io.sampo.cluster.node.WorkerMember;
import io.sampo.cluster.process.NodeArguments;
import io.sampo.config.ConfigOptions;
import io.sampo.runtime.remote.client.MasterUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A driver, two workers and a client in one process, which runs what {@code sampo sql} is told to
 * and ends. The launcher records it: what the JVM learns of it makes every member of a later
 * cluster start faster. Not a command of its own, since such a cluster has nothing to give.
 */
public final class ClusterRehearsal {
  private static final int WORKERS = 2;

  /** Small enough that the samples' rows are dealt out to both workers. */
  private static final String TASK_ROWS = "500";

  private static final String WORKER_MEMORY = "256m";

  private ClusterRehearsal() {}

  /**
   * Runs the members and the statements.
   *
   * @param words options of {@code sampo sql}, without {@code --master}
   */
  public static void main(String[] words) throws IOException {
    Path folder = Files.createTempDirectory("sampo-rehearsal");
    int status;
    try {
      status = rehearse(List.of(words), folder);
    } finally {
      delete(folder);
    }
    System.exit(status);
  }

  private static int rehearse(List<String> words, Path folder) {
    Map<String, String> settings =
        Map.of(
            ConfigOptions.JOURNAL_FOLDER.key(),
            folder.resolve("journal").toString(),
            ConfigOptions.SPILL_DIRS.key(),
            folder.toString(),
            ConfigOptions.TASK_ROWS.key(),
            TASK_ROWS,
            ConfigOptions.CORES.key(),
            "1",
            ConfigOptions.MEMORY.key(),
            WORKER_MEMORY);
    var workers = new ArrayList<WorkerMember>();
    try (DriverNode driver = DriverNode.start(new NodeArguments(Role.DRIVER, settings).driver())) {
      var joining = new HashMap<>(settings);
      joining.put(NodeArguments.DRIVERS, driver.clients().toString());
      for (int i = 0; i < WORKERS; i++) {
        workers.add(WorkerMember.start(new NodeArguments(Role.WORKER, joining).worker()));
      }
      var command = new ArrayList<>(List.of("sql", "--master", MasterUrl.of(driver.clients())));
      command.addAll(words);
      Main.execute(List.of("cluster", "--help"), Streams.ofProcess());
      return Main.execute(command, Streams.ofProcess());
    } finally {
      workers.forEach(WorkerMember::close);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
