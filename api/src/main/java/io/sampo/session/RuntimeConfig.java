package io.sampo.session;

import io.sampo.dataframe.EngineContext;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import java.util.Map;

/**
 * The settings of a session. Changes hold for queries that start later. Safe for use by many
 * threads.
 */
public final class RuntimeConfig {
  private final EngineContext context;

  RuntimeConfig(EngineContext context) {
    this.context = context;
  }

  /**
   * A setting's value, its default when it was not set.
   *
   * @throws SampoException when there is no such setting
   */
  public String get(String key) {
    return context
        .engine()
        .setting(key)
        .orElseThrow(() -> new SampoException(ErrorCode.SQL_CONF_NOT_FOUND, Map.of("key", key)));
  }

  /** A setting's value, or the given one when there is no such setting. */
  public String get(String key, String otherwise) {
    return context.engine().setting(key).orElse(otherwise);
  }

  /** All settings that were set. */
  public Map<String, String> getAll() {
    return context.engine().settings();
  }

  public void set(String key, String value) {
    context.engine().set(key, value);
  }

  public void set(String key, boolean value) {
    set(key, Boolean.toString(value));
  }

  public void set(String key, long value) {
    set(key, Long.toString(value));
  }
}
