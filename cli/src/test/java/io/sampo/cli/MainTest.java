package io.sampo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {
  @Test
  void helpAndVersionSucceed() {
    assertThat(Main.execute("--help")).isZero();
    assertThat(Main.execute("--version")).isZero();
  }

  @Test
  void wrongUsageIsStatusTwo() {
    assertThat(Main.execute()).isEqualTo(2);
    assertThat(Main.execute("--no-such-option")).isEqualTo(2);
  }
}
