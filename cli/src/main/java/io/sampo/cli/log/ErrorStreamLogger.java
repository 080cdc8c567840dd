package io.sampo.cli.log;

import java.time.LocalTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Writes messages of a level and above as lines of standard error. */
final class ErrorStreamLogger extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1L;

  private final Level least;

  ErrorStreamLogger(String name, Level least) {
    this.name = name;
    this.least = least;
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
    String message = MessageFormatter.basicArrayFormat(pattern, arguments);
    var line = new StringBuilder("sampo: ");
    line.append(LocalTime.now().withNano(0)).append(' ').append(level).append(' ');
    line.append(name).append(": ").append(message);
    synchronized (System.err) {
      System.err.println(line);
      if (throwable != null) {
        throwable.printStackTrace(System.err);
      }
    }
  }
}
