package io.sampo.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.types.DataType;
import io.sampo.types.StructType;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowTest {
  private static final StructType SCHEMA =
      StructType.of().add("id", DataType.LONG).add("Name", DataType.STRING);

  private final Row row = Row.of(SCHEMA, new Object[] {7L, null});

  @Test
  void valuesAreFoundByPositionAndByName() {
    assertThat(row.getLong(0)).isEqualTo(7);
    assertThat(row.<Long>getAs("ID")).isEqualTo(7L);
    assertThat(row.fieldIndex("name")).isEqualTo(1);
    assertThat(row.getString(1)).isNull();
    assertThat(row.isNullAt(1)).isTrue();
    assertThat(row.anyNull()).isTrue();
    assertThat(row.size()).isEqualTo(2);
  }

  @Test
  void anUnknownNameListsTheFields() {
    assertThatThrownBy(() -> row.get("price"))
        .isInstanceOf(SampoException.class)
        .hasMessageContaining("[FIELD_NOT_FOUND] There is no field price in id, Name.");
    assertThatThrownBy(() -> Row.of(1).get("a")).hasMessageContaining("a row without names");
  }

  @Test
  void aPrimitiveGetterRefusesNullAndAnotherClass() {
    assertThatThrownBy(() -> row.getInt(1))
        .isInstanceOfSatisfying(
            SampoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ROW_VALUE_IS_NULL));
    assertThatThrownBy(() -> row.getInt(0))
        .hasMessageContaining(
            "The value in id is of java.lang.Long, which is not a java.lang.Integer");
  }

  @Test
  void rowsAreEqualByTheirValues() {
    assertThat(Row.of(1, new byte[] {1, 2}, new BigDecimal("1.50"), null))
        .isEqualTo(Row.of(1, new byte[] {1, 2}, new BigDecimal("1.5"), null))
        .hasSameHashCodeAs(Row.of(1, new byte[] {1, 2}, new BigDecimal("1.5"), null))
        .isNotEqualTo(Row.of(1, new byte[] {1, 3}, new BigDecimal("1.5"), null));
    assertThat(row).isEqualTo(Row.of(7L, null));
    assertThat(Row.of(1)).isNotEqualTo(Row.of(1L));
  }

  @Test
  void theTextHasBracketsAndCommas() {
    assertThat(Row.of(1, "a", null, Row.of(2.5), List.of(1, 2)))
        .hasToString("[1,a,null,[2.5],[1, 2]]");
  }

  @Test
  void changingTheArrayLaterDoesNotChangeTheRow() {
    Object[] values = {1, 2};
    Row made = Row.of(values);
    values[0] = 9;
    assertThat(made).isEqualTo(Row.of(1, 2));
  }
}
