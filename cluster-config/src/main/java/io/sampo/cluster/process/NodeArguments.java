package io.sampo.cluster.process;

import io.sampo.cluster.config.NodeSettings;
import io.sampo.cluster.config.Profile;
import io.sampo.cluster.config.Role;
import io.sampo.cluster.node.DriverSettings;
import io.sampo.cluster.node.WorkerSettings;
import io.sampo.config.ConfigOptions;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.network.HostPort;
import io.sampo.runtime.network.TlsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a member's process is told on its command line: its role and words of the form {@code
 * key=value}. Keys that are settings ({@code sampo.}, {@code spark.}) are handed on.
 *
 * @param values by key
 */
public record NodeArguments(Role role, Map<String, String> values) {
  /** Where members listen: a host. */
  public static final String HOST = "host";

  /** The port for other members, 0 for any. */
  public static final String PORT = "port";

  /** A driver's port for clients, 0 for any. */
  public static final String CLIENT_PORT = "clients";

  /** Client addresses of drivers, separated by commas. */
  public static final String DRIVERS = "drivers";

  /** Where it answers about its health and figures, {@code host:port}. */
  public static final String PROBES = "probes";

  /** One of {@link Profile}. */
  public static final String PROFILE = "profile";

  /** The variable of the environment that holds the password of the certificates. */
  public static final String PASSWORD_VARIABLE = "SAMPO_TLS_PASSWORD";

  private static final String LOOPBACK = "127.0.0.1";

  public NodeArguments {
    values = Map.copyOf(values);
  }

  /**
   * Reads a command line.
   *
   * @throws SampoException when it makes no sense
   */
  public static NodeArguments parse(List<String> words) {
    if (words.isEmpty()) {
      throw invalid("role", "", "driver or worker is expected");
    }
    var values = new LinkedHashMap<String, String>();
    for (String word : words.subList(1, words.size())) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        throw invalid("argument", word, "key=value is expected");
      }
      values.put(word.substring(0, equals), word.substring(equals + 1));
    }
    return new NodeArguments(constant(Role.class, "role", words.getFirst()), values);
  }

  /** The command line again. */
  List<String> words() {
    var words = new ArrayList<String>();
    words.add(role.label());
    values.forEach((key, value) -> words.add(key + "=" + value));
    return words;
  }

  /** The password of the certificates, where it is given here. */
  Optional<String> password() {
    return setting(ConfigOptions.TLS_PASSWORD.key());
  }

  /** The same without {@link #password()}. */
  NodeArguments withoutPassword() {
    var others = new LinkedHashMap<>(values);
    others.remove(ConfigOptions.TLS_PASSWORD.key());
    return new NodeArguments(role, others);
  }

  /** The settings of a driver. */
  public DriverSettings driver() {
    return new DriverSettings(
        node(), new HostPort(host(), port(CLIENT_PORT)), drivers(), settings());
  }

  /** The settings of a worker. */
  public WorkerSettings worker() {
    List<HostPort> drivers = drivers();
    NodeSettings node = node();
    if (drivers.isEmpty() && node.profile() != Profile.KUBERNETES) {
      throw invalid(DRIVERS, "", "a worker needs a driver to join");
    }
    int cores =
        setting(ConfigOptions.CORES.key())
            .map(text -> Integer.parseInt(ConfigOptions.CORES.checked(text)))
            .orElseGet(() -> Runtime.getRuntime().availableProcessors());
    String memory = setting(ConfigOptions.MEMORY.key()).orElse("1g");
    Path spill =
        Path.of(
            setting(ConfigOptions.SPILL_DIRS.key())
                .map(folders -> folders.split(",", -1)[0])
                .orElseGet(() -> System.getProperty("java.io.tmpdir")));
    String drain =
        setting(ConfigOptions.DRAIN_SECONDS.key())
            .or(ConfigOptions.DRAIN_SECONDS::defaultValue)
            .orElseThrow();
    return new WorkerSettings(
        node,
        drivers,
        cores,
        ConfigOptions.MEMORY.bytes(memory),
        spill,
        Duration.ofSeconds(Long.parseLong(ConfigOptions.DRAIN_SECONDS.checked(drain))));
  }

  private NodeSettings node() {
    Profile profile =
        setting(PROFILE)
            .map(name -> constant(Profile.class, PROFILE, name))
            .orElse(Profile.EMBEDDED);
    Optional<HostPort> probes =
        setting(PROBES)
            .map(text ->
                HostPort.parse(text)
                    .orElseThrow(() -> invalid(PROBES, text, "host:port is expected")));
    return new NodeSettings(role, profile, new HostPort(host(), port(PORT)), tls(), probes);
  }

  private Optional<TlsSettings> tls() {
    return TlsSettings.of(key ->
        key.equals(ConfigOptions.TLS_PASSWORD.key()) && setting(key).isEmpty()
            ? Optional.ofNullable(System.getenv(PASSWORD_VARIABLE))
            : setting(key));
  }

  private String host() {
    return setting(HOST).orElse(LOOPBACK);
  }

  private int port(String key) {
    String text = setting(key).orElse("0");
    return HostPort.parse(LOOPBACK + ":" + text)
        .orElseThrow(() -> invalid(key, text, "a port is expected"))
        .port();
  }

  private List<HostPort> drivers() {
    String text = setting(DRIVERS).orElse("");
    var drivers = new ArrayList<HostPort>();
    if (!text.isEmpty()) {
      for (String part : text.split(",", -1)) {
        drivers.add(
            HostPort.parse(part)
                .orElseThrow(() -> invalid(DRIVERS, part, "host:port is expected")));
      }
    }
    return drivers;
  }

  private Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    values.forEach((key, value) -> {
      if (key.startsWith("spark.") || key.startsWith("sampo.") && !key.startsWith("sampo.tls.")) {
        settings.put(key, value);
      }
    });
    return settings;
  }

  private Optional<String> setting(String key) {
    return Optional.ofNullable(values.get(key));
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String key, String text) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
        return constant;
      }
    }
    throw invalid(key, text, "there is no such " + key);
  }

  private static SampoException invalid(String key, String value, String details) {
    return new SampoException(
        ErrorCode.INVALID_CONFIG_VALUE, Map.of("key", key, "value", value, "details", details));
  }
}
