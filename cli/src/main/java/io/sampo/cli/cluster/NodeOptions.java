package io.sampo.cli.cluster;

import io.sampo.cli.arguments.Arguments;
import io.sampo.cli.arguments.CommandOption;
import io.sampo.cli.arguments.UsageException;
import io.sampo.cluster.process.NodeArguments;
import io.sampo.config.ConfigOption;
import io.sampo.config.ConfigOptions;
import io.sampo.error.SampoException;
import io.sampo.runtime.network.HostPort;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Options of members, and what they say to a member's process. */
public final class NodeOptions {
  public static final String CORES = "--cores";
  public static final String MEMORY = "--memory";
  private static final String CONF = "--conf";
  private static final String HOST = "--host";
  private static final String PROBES = "--probes";
  private static final String PROFILE = "--profile";

  private NodeOptions() {}

  /** A setting of the member or of its sessions. */
  public static CommandOption conf() {
    return CommandOption.values(CONF, "KEY=VALUE", "A setting, such as sampo.tls.keystore=FILE.");
  }

  /** Where it listens and how members find each other. */
  public static List<CommandOption> places() {
    return List.of(
        CommandOption.value(
            HOST, "HOST", "The name or address that others reach it by; 127.0.0.1 by default."),
        CommandOption.value(
            PROFILE, "NAME", "embedded, cluster or kubernetes: how members find each other."),
        CommandOption.value(
            PROBES, "HOST:PORT", "Answer /health/live, /health/ready and /metrics there."),
        conf());
  }

  /** What {@link #places()} and {@link #conf()} say. */
  public static Map<String, String> values(Arguments arguments) {
    var values = new LinkedHashMap<String, String>();
    for (String setting : arguments.values(CONF)) {
      int equals = setting.indexOf('=');
      if (equals < 1) {
        throw new UsageException(CONF + " needs KEY=VALUE, not \"" + setting + "\"");
      }
      values.put(setting.substring(0, equals).strip(), setting.substring(equals + 1));
    }
    arguments.value(HOST).ifPresent(host -> values.put(NodeArguments.HOST, host));
    arguments.value(PROBES).ifPresent(place -> values.put(NodeArguments.PROBES, place));
    arguments.value(PROFILE).ifPresent(name -> values.put(NodeArguments.PROFILE, name));
    return values;
  }

  /** A size in bytes. */
  public static long size(Arguments arguments, long otherwise) {
    return arguments.value(MEMORY).map(text -> bytes(ConfigOptions.MEMORY, text)).orElse(otherwise);
  }

  private static long bytes(ConfigOption option, String text) {
    try {
      return option.bytes(text);
    } catch (SampoException e) {
      throw new UsageException(
          MEMORY + " needs " + option.kind().description() + ", not \"" + text + "\"");
    }
  }

  /** A port, 0 when it is not given. */
  public static int port(Arguments arguments, String option) {
    String text = arguments.value(option).orElse("0");
    return HostPort.parse("localhost:" + text)
        .orElseThrow(() -> new UsageException(option + " needs a port, not \"" + text + "\""))
        .port();
  }
}
