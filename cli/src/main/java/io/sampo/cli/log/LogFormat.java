package io.sampo.cli.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

/** How a message becomes a line. */
enum LogFormat {
  /** For people: {@code sampo: 20:15:01 INFO io.sampo.X: worker=w1 joined}. */
  TEXT {
    @Override
    String line(Entry entry) {
      var line = new StringBuilder("sampo: ");
      line.append(CLOCK.format(entry.time())).append(' ').append(entry.level()).append(' ');
      line.append(entry.logger()).append(": ");
      for (KeyValuePair pair : entry.pairs()) {
        line.append(pair.key).append('=').append(pair.value).append(' ');
      }
      line.append(entry.message());
      if (entry.throwable() != null) {
        line.append('\n').append(trace(entry.throwable()).stripTrailing());
      }
      return line.toString();
    }
  },
  /** For machines: one JSON object a line. */
  JSON {
    @Override
    String line(Entry entry) {
      var line = new StringBuilder("{");
      member(line, "time", entry.time().toString());
      member(line, "level", entry.level().toString());
      member(line, "logger", entry.logger());
      member(line, "thread", Thread.currentThread().getName());
      member(line, "message", entry.message());
      for (KeyValuePair pair : entry.pairs()) {
        member(line, pair.key, String.valueOf(pair.value));
      }
      if (entry.throwable() != null) {
        member(line, "trace", trace(entry.throwable()));
      }
      return line.append('}').toString();
    }
  };

  /** Seconds are there even when they are none. */
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

  /** What is to be written. */
  record Entry(
      Instant time,
      Level level,
      String logger,
      String message,
      List<KeyValuePair> pairs,
      @Nullable Throwable throwable) {}

  /** The line, without its end. */
  abstract String line(Entry entry);

  private static String trace(Throwable throwable) {
    var text = new StringWriter();
    throwable.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static void member(StringBuilder line, String key, String value) {
    if (line.length() > 1) {
      line.append(',');
    }
    quoted(line, key);
    line.append(':');
    quoted(line, value);
  }

  private static void quoted(StringBuilder line, String text) {
    line.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> line.append("\\\"");
        case '\\' -> line.append("\\\\");
        case '\n' -> line.append("\\n");
        case '\t' -> line.append("\\t");
        default -> {
          if (c < ' ' || Character.isSurrogate(c)) {
            line.append(String.format("\\u%04x", (int) c));
          } else {
            line.append(c);
          }
        }
      }
    }
    line.append('"');
  }
}
