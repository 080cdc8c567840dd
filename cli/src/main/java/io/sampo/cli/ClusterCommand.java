package io.sampo.cli;

import io.sampo.cli.arguments.Arguments;
import io.sampo.cli.arguments.CommandOption;
import io.sampo.cli.arguments.CommandSyntax;
import io.sampo.cli.arguments.UsageException;
import io.sampo.cli.cluster.ClusterStatus;
import io.sampo.cli.cluster.ClusterWatch;
import io.sampo.cli.cluster.LastCluster;
import io.sampo.cli.cluster.NodeOptions;
import io.sampo.cli.output.Utf8Output;
import io.sampo.cli.terminal.Streams;
import io.sampo.cluster.process.JavaCommand;
import io.sampo.cluster.process.LocalCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a cluster of processes on this machine, or shows what a cluster does. */
final class ClusterCommand implements Subcommand {
  private static final String WORKERS = "--workers";
  private static final String PORT = "--port";
  private static final String KEEP = "--keep";
  private static final String LOGS = "--logs";
  private static final String MASTER = "--master";
  private static final String STATUS = "status";

  @Override
  public CommandSyntax syntax() {
    List<CommandOption> options = new ArrayList<>();
    options.add(CommandOption.value(WORKERS, "N", "How many workers to start; 2 by default."));
    options.add(
        CommandOption.value(
            NodeOptions.CORES, "N", "Cores of each worker; a share of the machine's by default."));
    options.add(
        CommandOption.value(NodeOptions.MEMORY, "SIZE", "Memory of each worker; 1g by default."));
    options.add(CommandOption.value(PORT, "PORT", "Of the driver for clients; any by default."));
    options.add(CommandOption.flag(KEEP, "Start again what dies."));
    options.add(
        CommandOption.value(LOGS, "FOLDER", "Where the logs go; a temporary folder by default."));
    options.add(NodeOptions.conf());
    options.add(
        CommandOption.value(
            MASTER, "URL", "With status: the cluster; the one started last by default."));
    return new CommandSyntax(
        "sampo cluster",
        "Starts a cluster of processes on this machine until Ctrl-C; status shows a cluster.",
        "[status]",
        options);
  }

  @Override
  public int run(Arguments arguments, Streams streams) {
    if (arguments.operands().equals(List.of(STATUS))) {
      String master = arguments.value(MASTER).orElseGet(LastCluster::url);
      return ClusterStatus.print(master, NodeOptions.values(arguments), streams);
    }
    if (!arguments.operands().isEmpty()) {
      throw new UsageException("unexpected argument \"" + arguments.operands().getFirst() + "\"");
    }
    int workers = arguments.number(WORKERS, 1, 2);
    int share = Math.max(1, Runtime.getRuntime().availableProcessors() / workers);
    var plan =
        new LocalCluster.Plan(
            JavaCommand.likeThisProcess(),
            NodeOptions.port(arguments, PORT),
            arguments.number(NodeOptions.CORES, 1, share),
            NodeOptions.size(arguments, 1L << 30),
            NodeOptions.values(arguments),
            logs(arguments));
    return new ClusterWatch(plan, arguments.has(KEEP), new Utf8Output(streams.out()), streams.err())
        .run(workers);
  }

  private static Path logs(Arguments arguments) {
    try {
      if (arguments.has(LOGS)) {
        return Files.createDirectories(Path.of(arguments.value(LOGS).orElseThrow()));
      }
      return Files.createTempDirectory("sampo-cluster-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
