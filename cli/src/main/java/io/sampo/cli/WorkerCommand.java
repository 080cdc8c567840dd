package io.sampo.cli;

import io.sampo.cli.arguments.Arguments;
import io.sampo.cli.arguments.CommandOption;
import io.sampo.cli.arguments.CommandSyntax;
import io.sampo.cli.arguments.UsageException;
import io.sampo.cli.cluster.NodeOptions;
import io.sampo.cli.output.Utf8Output;
import io.sampo.cli.terminal.Streams;
import io.sampo.cluster.config.Role;
import io.sampo.cluster.process.NodeArguments;
import io.sampo.cluster.process.RunningNode;
import io.sampo.config.ConfigOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a worker until it is told to end. */
final class WorkerCommand implements Subcommand {
  private static final String JOIN = "--join";
  private static final String PORT = "--port";
  private static final int PUT_OUT = 1;

  @Override
  public CommandSyntax syntax() {
    List<CommandOption> options = new ArrayList<>();
    options.add(
        CommandOption.value(
            JOIN, "HOST:PORT", "The driver to join, or several of one cluster with commas."));
    options.add(
        CommandOption.value(
            NodeOptions.CORES, "N", "Tasks at the same time; the machine's cores by default."));
    options.add(
        CommandOption.value(
            NodeOptions.MEMORY, "SIZE", "Memory for queries and blocks; 1g by default."));
    options.add(CommandOption.value(PORT, "PORT", "For other members; any by default."));
    options.addAll(NodeOptions.places());
    return new CommandSyntax("sampo worker", "Runs tasks of a cluster's queries.", null, options);
  }

  @Override
  public int run(Arguments arguments, Streams streams) {
    Map<String, String> values = NodeOptions.values(arguments);
    arguments.value(JOIN).ifPresent(drivers -> values.put(NodeArguments.DRIVERS, drivers));
    if (!arguments.has(JOIN) && !"kubernetes".equals(values.get(NodeArguments.PROFILE))) {
      throw new UsageException(JOIN + " HOST:PORT is needed");
    }
    values.put(NodeArguments.PORT, Integer.toString(NodeOptions.port(arguments, PORT)));
    if (arguments.has(NodeOptions.CORES)) {
      int cores = arguments.number(NodeOptions.CORES, 1, 1);
      values.put(ConfigOptions.CORES.key(), Integer.toString(cores));
    }
    values.put(ConfigOptions.MEMORY.key(), Long.toString(NodeOptions.size(arguments, 1L << 30)));
    RunningNode node = RunningNode.start(new NodeArguments(Role.WORKER, values));
    var output = new Utf8Output(streams.out());
    output.text(node.line() + "\n");
    output.flush();
    return node.await() ? 0 : PUT_OUT;
  }
}
