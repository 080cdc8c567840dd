package io.sampo.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {
  @Test
  void codesAreSortedByName() {
    assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::name)).isSorted();
  }

  @Test
  void statesHaveFiveCharactersAndMessagesEndInAPoint() {
    assertThat(ErrorCode.values())
        .allSatisfy(code -> {
          assertThat(code.sqlState()).matches("[0-9A-Z]{5}");
          assertThat(code.messageTemplate()).endsWith(".");
        });
  }
}
