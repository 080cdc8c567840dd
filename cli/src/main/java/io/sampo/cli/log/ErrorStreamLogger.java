package io.sampo.cli.log;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

/** Writes messages of a level and above as lines of standard error. */
final class ErrorStreamLogger extends LegacyAbstractLogger implements LoggingEventAware {
  private static final long serialVersionUID = 1L;

  private final Level least;
  private final LogFormat format;

  ErrorStreamLogger(String name, Level least, LogFormat format) {
    this.name = name;
    this.least = least;
    this.format = format;
  }

  @Override
  public boolean isTraceEnabled() {
    return isEnabled(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return isEnabled(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return isEnabled(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return isEnabled(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return isEnabled(Level.ERROR);
  }

  private boolean isEnabled(Level level) {
    return level.toInt() >= least.toInt();
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String pattern,
      @Nullable Object @Nullable [] arguments,
      @Nullable Throwable throwable) {
    write(level, MessageFormatter.basicArrayFormat(pattern, arguments), List.of(), throwable);
  }

  @Override
  public void log(LoggingEvent event) {
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    write(
        event.getLevel(),
        MessageFormatter.basicArrayFormat(event.getMessage(), event.getArgumentArray()),
        pairs == null ? List.of() : pairs,
        event.getThrowable());
  }

  private void write(
      Level level, String message, List<KeyValuePair> pairs, @Nullable Throwable throwable) {
    String line =
        format.line(
            new LogFormat.Entry(
                Instant.now(), level, String.valueOf(name), message, pairs, throwable));
    synchronized (System.err) {
      System.err.println(line);
    }
  }
}
