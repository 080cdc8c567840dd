package io.sampo.session;

import io.sampo.config.ConfigOption;
import io.sampo.config.ConfigOptions;
import io.sampo.engine.Engine;
import io.sampo.engine.EngineProvider;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Sets a session up; belongs to one thread. What is not set here is taken from the system property
 * of the same name, such as {@code -Dsampo.memory=4g}, where there is one.
 */
public final class SessionBuilder {
  static final String MASTER_KEY = ConfigOptions.MASTER.key();
  static final String APP_NAME_KEY = ConfigOptions.APP_NAME.key();

  private final Map<String, String> settings = new LinkedHashMap<>();

  SessionBuilder() {}

  /** A name for the program, shown where its queries are. */
  public SessionBuilder appName(String name) {
    return config(APP_NAME_KEY, name);
  }

  /**
   * Where to run: {@code local} with one core, {@code local[n]} with n, {@code local[*]} (the
   * default) with all.
   */
  public SessionBuilder master(String url) {
    return config(MASTER_KEY, url);
  }

  /** A setting. */
  public SessionBuilder config(String key, String value) {
    settings.put(key, value);
    return this;
  }

  public SessionBuilder config(String key, boolean value) {
    return config(key, Boolean.toString(value));
  }

  public SessionBuilder config(String key, long value) {
    return config(key, Long.toString(value));
  }

  public SessionBuilder config(String key, double value) {
    return config(key, Double.toString(value));
  }

  public SessionBuilder config(Map<String, String> more) {
    settings.putAll(more);
    return this;
  }

  /**
   * The newest open session with this master and application name (either one counts only if it was
   * set here), after applying the settings to it; a new one when there is none.
   */
  public Session getOrCreate() {
    return SessionRegistry.getOrCreate(this);
  }

  /** A new session, whether or not others are open. */
  public Session create() {
    return SessionRegistry.remember(start());
  }

  Optional<String> wished(String key) {
    return Optional.ofNullable(settings.get(key));
  }

  /** Changes an open session's settings to those of this builder. */
  void applyTo(Session session) {
    settings.forEach((key, value) -> {
      if (!key.equals(MASTER_KEY) && !key.equals(APP_NAME_KEY)) {
        session.conf().set(key, value);
      }
    });
  }

  Session start() {
    var complete = new LinkedHashMap<>(settings);
    for (ConfigOption option : ConfigOptions.all()) {
      String property = System.getProperty(option.key());
      if (property != null) {
        complete.putIfAbsent(option.key(), property);
      }
    }
    String master =
        complete.computeIfAbsent(
            MASTER_KEY, _ -> ConfigOptions.MASTER.defaultValue().orElseThrow());
    String appName =
        complete.computeIfAbsent(
            APP_NAME_KEY, _ -> ConfigOptions.APP_NAME.defaultValue().orElseThrow());
    var found = new ArrayList<String>();
    for (EngineProvider provider : ServiceLoader.load(EngineProvider.class)) {
      if (provider.accepts(master)) {
        Engine engine = provider.start(Map.copyOf(complete));
        return new Session(engine, master, appName);
      }
      found.add(provider.getClass().getName());
    }
    throw new SampoException(
        ErrorCode.NO_ENGINE_FOR_MASTER,
        Map.of("master", master, "providers", found.isEmpty() ? "none" : String.join(", ", found)));
  }
}
