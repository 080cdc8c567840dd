package io.sampo.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

@NullMarked
final class LogFormatTest {
  private static final Instant FULL_MINUTE = Instant.parse("2026-11-29T01:32:00Z");

  private static LogFormat.Entry entry(String message) {
    return new LogFormat.Entry(
        FULL_MINUTE,
        Level.INFO,
        "io.sampo.X",
        message,
        List.of(new KeyValuePair("worker", "w1")),
        null);
  }

  @Test
  void textIsForPeople() {
    assertThat(LogFormat.TEXT.line(entry("joined")))
        .matches("sampo: \\d\\d:\\d\\d:00 INFO io\\.sampo\\.X: worker=w1 joined");
  }

  @Test
  void jsonHasOneMemberForEachPairAndEscapes() {
    assertThat(LogFormat.JSON.line(entry("a \"word\",\na line \\ \u0001")))
        .startsWith("{\"time\":\"2026-11-29T01:32:00Z\"")
        .contains("\"level\":\"INFO\",\"logger\":\"io.sampo.X\"")
        .endsWith("\"message\":\"a \\\"word\\\",\\na line \\\\ \\u0001\",\"worker\":\"w1\"}");
  }

  @Test
  void aTraceStaysInItsLine() {
    var entry =
        new LogFormat.Entry(
            FULL_MINUTE, Level.WARN, "x", "failed", List.of(), new IllegalStateException("why"));
    assertThat(LogFormat.JSON.line(entry))
        .doesNotContain("\n")
        .contains("IllegalStateException: why");
    assertThat(LogFormat.TEXT.line(entry)).contains("\njava.lang.IllegalStateException: why");
  }
}
