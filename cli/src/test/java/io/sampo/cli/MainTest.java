package io.sampo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.cli.terminal.Streams;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void helpAndVersionGoToStandardOutput() {
    assertThat(execute("--version")).isZero();
    assertThat(execute("--help")).isZero();
    assertThat(text(out)).startsWith("sampo ").contains("Usage: sampo COMMAND");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void noArgumentsShowTheHelpAsAnError() {
    assertThat(execute()).isEqualTo(2);
    assertThat(text(out)).isEmpty();
    assertThat(text(err)).contains("Usage: sampo COMMAND");
  }

  @Test
  void anUnknownCommandIsAUsageError() {
    assertThat(execute("squeal")).isEqualTo(2);
    assertThat(text(out)).isEmpty();
    assertThat(text(err)).contains("there is no command squeal");
  }

  private int execute(String... arguments) {
    return Main.execute(List.of(arguments), new Streams(java.io.InputStream.nullInputStream(), out, stream(err), false, false, false));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
