package io.sampo.cli.query;

import io.sampo.cli.arguments.Arguments;
import io.sampo.cli.arguments.CommandOption;
import io.sampo.cli.arguments.UsageException;
import io.sampo.config.ConfigOptions;
import io.sampo.error.SampoException;
import io.sampo.session.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What options say about a session: its settings and its views, checked as far as that goes without
 * an engine.
 *
 * @param settings by key
 * @param views in the order given
 */
public record SessionOptions(Map<String, String> settings, List<FileView> views) {
  private static final String VIEW = "--view";
  private static final String CONF = "--conf";
  private static final String CORES = "--cores";
  private static final String MEMORY = "--memory";
  private static final String MASTER = "--master";

  public SessionOptions {
    settings = Map.copyOf(settings);
    views = List.copyOf(views);
  }

  /** The options themselves, for a command's syntax. */
  public static List<CommandOption> syntax() {
    return List.of(
        CommandOption.values(
            VIEW, "NAME=PATH", "A view over files: .csv .json .parquet, folders and globs too."),
        CommandOption.values(CONF, "KEY=VALUE", "A setting, as SET makes it."),
        CommandOption.value(CORES, "N", "Threads that compute; all of the machine's by default."),
        CommandOption.value(MEMORY, "SIZE", "Memory for queries, for example 512m or 8g."),
        CommandOption.value(MASTER, "URL", "Where to run; local[*] by default."));
  }

  /**
   * Reads the options.
   *
   * @throws UsageException when one of them makes no sense
   */
  public static SessionOptions of(Arguments arguments) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String setting : arguments.values(CONF)) {
      int equals = setting.indexOf('=');
      if (equals < 1) {
        throw new UsageException(CONF + " needs KEY=VALUE, not \"" + setting + "\"");
      }
      settings.put(setting.substring(0, equals).strip(), setting.substring(equals + 1));
    }
    arguments.value(MASTER).ifPresent(url -> settings.put(ConfigOptions.MASTER.key(), url));
    arguments.value(MEMORY).ifPresent(size -> settings.put(ConfigOptions.MEMORY.key(), size(size)));
    if (arguments.has(CORES)) {
      int cores = arguments.number(CORES, 1, 1);
      settings.put(ConfigOptions.CORES.key(), Integer.toString(cores));
    }
    return new SessionOptions(
        settings, arguments.values(VIEW).stream().map(FileView::parse).toList());
  }

  private static String size(String text) {
    try {
      return ConfigOptions.MEMORY.checked(text);
    } catch (SampoException e) {
      throw new UsageException(
          MEMORY
              + " needs "
              + ConfigOptions.MEMORY.kind().description()
              + ", not \""
              + text
              + "\"");
    }
  }

  /**
   * Starts the session and makes its views.
   *
   * @throws SampoException when a setting is not valid or a view's files cannot be found
   */
  public Session open(String applicationName) {
    Session session = Session.builder().appName(applicationName).config(settings).create();
    try {
      views.forEach(view -> view.define(session));
      return session;
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }
}
