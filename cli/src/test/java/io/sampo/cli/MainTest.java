package io.sampo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {
  @Test
  void helpAndVersionGoToStandardOutput() {
    assertThat(CommandRun.of("--version").out()).startsWith("sampo ");
    CommandRun help = CommandRun.of("--help");
    assertThat(help.status()).isZero();
    assertThat(help.out()).contains("Usage: sampo COMMAND", "  sql ", "  demo ", "  bench ");
    assertThat(help.err()).isEmpty();
  }

  @Test
  void helpOfACommandComesBothWays() {
    CommandRun asOption = CommandRun.of("sql", "--help");
    assertThat(asOption.status()).isZero();
    assertThat(asOption.out()).startsWith("Usage: sampo sql").contains("--view NAME=PATH");
    assertThat(CommandRun.of("help", "sql")).isEqualTo(asOption);
    assertThat(CommandRun.of("help", "demo").out()).contains("--rows N");
  }

  @Test
  void noArgumentsShowTheHelpAsAnError() {
    CommandRun run = CommandRun.of();
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("Usage: sampo COMMAND");
  }

  @Test
  void anUnknownCommandIsAUsageError() {
    CommandRun run = CommandRun.of("sqll");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("there is no command sqll; did you mean sql?");
    assertThat(CommandRun.of("help", "squeal").status()).isEqualTo(2);
  }
}
