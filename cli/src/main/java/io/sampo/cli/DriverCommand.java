package io.sampo.cli;

import io.sampo.cli.arguments.Arguments;
import io.sampo.cli.arguments.CommandOption;
import io.sampo.cli.arguments.CommandSyntax;
import io.sampo.cli.cluster.NodeOptions;
import io.sampo.cli.output.Utf8Output;
import io.sampo.cli.terminal.Streams;
import io.sampo.cluster.config.Role;
import io.sampo.cluster.process.NodeArguments;
import io.sampo.cluster.process.RunningNode;
import io.sampo.config.ConfigOptions;
import io.sampo.runtime.remote.client.MasterUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a driver until it is told to end. */
final class DriverCommand implements Subcommand {
  private static final String PORT = "--port";
  private static final String MEMBER_PORT = "--member-port";
  private static final String STANDBY = "--standby-of";
  private static final int PUT_OUT = 1;

  @Override
  public CommandSyntax syntax() {
    List<CommandOption> options = new ArrayList<>();
    options.add(
        CommandOption.value(
            PORT, "PORT", "For clients and for workers that join; any by default."));
    options.add(CommandOption.value(MEMBER_PORT, "PORT", "For other members; any by default."));
    options.add(
        CommandOption.value(
            STANDBY, "HOST:PORT", "Another driver, whose cluster to join and to take over."));
    options.add(
        CommandOption.value(NodeOptions.MEMORY, "SIZE", "Memory for sessions; 1g by default."));
    options.addAll(NodeOptions.places());
    return new CommandSyntax(
        "sampo driver", "Serves sessions and schedules their queries.", null, options);
  }

  @Override
  public int run(Arguments arguments, Streams streams) {
    Map<String, String> values = NodeOptions.values(arguments);
    values.put(NodeArguments.CLIENT_PORT, Integer.toString(NodeOptions.port(arguments, PORT)));
    values.put(NodeArguments.PORT, Integer.toString(NodeOptions.port(arguments, MEMBER_PORT)));
    arguments.value(STANDBY).ifPresent(drivers -> values.put(NodeArguments.DRIVERS, drivers));
    values.put(ConfigOptions.MEMORY.key(), Long.toString(NodeOptions.size(arguments, 1L << 30)));
    RunningNode node = RunningNode.start(new NodeArguments(Role.DRIVER, values));
    var output = new Utf8Output(streams.out());
    output.text(node.line() + "\n");
    output.text("ready " + MasterUrl.of(node.address()) + "\n");
    output.flush();
    return node.await() ? 0 : PUT_OUT;
  }
}
