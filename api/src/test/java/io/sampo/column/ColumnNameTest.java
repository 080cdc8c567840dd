package io.sampo.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnNameTest {
  @Test
  void dotsSeparatePartsUnlessQuoted() {
    assertThat(ColumnName.parts("a")).containsExactly("a");
    assertThat(ColumnName.parts("t.a b.c")).containsExactly("t", "a b", "c");
    assertThat(ColumnName.parts("`a.b`")).containsExactly("a.b");
    assertThat(ColumnName.parts("t.`odd ``name```.x")).containsExactly("t", "odd `name`", "x");
    assertThat(ColumnName.parts("sum(a)")).containsExactly("sum(a)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "`a", "a`b", "`a`b", "`a`."})
  void malformedNamesAreRefused(String name) {
    assertThatThrownBy(() -> ColumnName.parts(name))
        .hasMessageContaining("[INVALID_ATTRIBUTE_NAME_SYNTAX]");
  }
}
