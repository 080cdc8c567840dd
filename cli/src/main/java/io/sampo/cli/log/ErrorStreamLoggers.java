package io.sampo.cli.log;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Makes the loggers; all have the level of {@code SAMPO_LOG}, and write text unless {@code
 * SAMPO_LOG_FORMAT} is {@code json}.
 */
public final class ErrorStreamLoggers implements SLF4JServiceProvider, ILoggerFactory {
  private static final String LEVEL_VARIABLE = "SAMPO_LOG";
  private static final String FORMAT_VARIABLE = "SAMPO_LOG_FORMAT";
  private static final String API_VERSION = "2.0.99";

  private final ConcurrentMap<String, Logger> loggers = new ConcurrentHashMap<>();
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter contexts = new NOPMDCAdapter();
  private final Level level = level(System.getenv().getOrDefault(LEVEL_VARIABLE, "warn"));
  private final LogFormat format =
      "json".equalsIgnoreCase(System.getenv(FORMAT_VARIABLE)) ? LogFormat.JSON : LogFormat.TEXT;

  @Override
  public Logger getLogger(String name) {
    return loggers.computeIfAbsent(name, key -> new ErrorStreamLogger(key, level, format));
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return this;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return contexts;
  }

  @Override
  public String getRequestedApiVersion() {
    return API_VERSION;
  }

  @Override
  public void initialize() {
    // Everything is made with the fields.
  }

  /** The level of that name, WARN for a name that is none. */
  static Level level(String name) {
    for (Level level : Level.values()) {
      if (level.name().equalsIgnoreCase(name)) {
        return level;
      }
    }
    return Level.WARN;
  }
}
