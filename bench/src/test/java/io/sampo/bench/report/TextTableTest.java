package io.sampo.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void alignsTheFirstColumnLeftAndTheOthersRight() {
    var table = new TextTable(List.of("ms", "duckdb", "sampo"));
    table.add(List.of("q01", "122.0", "34.5"));
    table.rule();
    table.add(List.of("geometric mean", "", "0.28x"));

    assertThat(table.render())
        .isEqualTo(
            """
            ms              duckdb  sampo
            -----------------------------
            q01              122.0   34.5
            -----------------------------
            geometric mean          0.28x
            """);
  }

  @Test
  void refusesARowOfAnotherWidth() {
    var table = new TextTable(List.of("a", "b"));

    assertThatIllegalArgumentException().isThrownBy(() -> table.add(List.of("1")));
  }
}
