package io.sampo.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.MapType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowValuesTest {
  private static @Nullable Object literal(@Nullable Object value, DataType type) {
    return RowValues.literal(value, type, true, "c");
  }

  @Test
  void timesBecomeDaysMicrosecondsAndMonths() {
    assertThat(literal(LocalDate.of(1970, 1, 11), DataType.DATE)).isEqualTo(10);
    assertThat(literal(Instant.parse("1969-12-31T23:59:59.999999Z"), DataType.TIMESTAMP))
        .isEqualTo(-1L);
    assertThat(literal(LocalDateTime.of(1970, 1, 1, 0, 0, 1), DataType.TIMESTAMP_NTZ))
        .isEqualTo(1_000_000L);
    assertThat(literal(Duration.ofMillis(-1), DataType.DAY_TIME_INTERVAL)).isEqualTo(-1000L);
    assertThat(literal(Period.of(1, 2, 0), DataType.YEAR_MONTH_INTERVAL)).isEqualTo(14);
  }

  @Test
  void numbersAreWidenedButNeverNarrowed() {
    assertThat(literal(1, DataType.LONG)).isEqualTo(1L);
    assertThat(literal((short) 1, DataType.INTEGER)).isEqualTo(1);
    assertThat(literal(1.5f, DataType.DOUBLE)).isEqualTo(1.5);
    assertThat(literal(3, new DecimalType(5, 2))).isEqualTo(new BigDecimal("3.00"));
    assertThatThrownBy(() -> literal(1L, DataType.INTEGER))
        .hasMessageContaining("The value in c is of java.lang.Long, which is not a INT");
  }

  @Test
  void decimalsAreRoundedToTheScaleAndMustFit() {
    assertThat(literal(new BigDecimal("1.235"), new DecimalType(4, 2)))
        .isEqualTo(new BigDecimal("1.24"));
    assertThatThrownBy(() -> literal(new BigDecimal("100.1"), new DecimalType(4, 2)))
        .hasMessageContaining(
            "[NUMERIC_VALUE_OUT_OF_RANGE] 100.1 cannot be represented as DECIMAL(4,2)");
  }

  @Test
  void nestedValuesNameThePathOfWhatDoesNotFit() {
    var type = new ArrayType(StructType.of(new StructField("n", DataType.INTEGER, false)), true);
    assertThat(literal(Arrays.asList(Row.of(1), null), type))
        .isEqualTo(Arrays.asList(List.of(1), null));
    assertThatThrownBy(() -> literal(List.of(Row.of("x")), type))
        .hasMessageContaining("c.element.n");
    assertThatThrownBy(() -> literal(List.of(Row.of((Object) null)), type))
        .hasMessageContaining("[NOT_NULL_ASSERT_VIOLATION] NULL found in c.element.n");
  }

  @Test
  void typesFollowTheClassOfTheValue() {
    assertThat(RowValues.typeOf(null)).isEqualTo(DataType.NULL);
    assertThat(RowValues.typeOf(new BigDecimal("12.345"))).isEqualTo(new DecimalType(5, 3));
    assertThat(RowValues.typeOf(new BigDecimal("0.001"))).isEqualTo(new DecimalType(3, 3));
    assertThat(RowValues.typeOf(new BigDecimal("1E+2"))).isEqualTo(new DecimalType(3, 0));
    assertThat(RowValues.typeOf(Arrays.asList(null, 1)))
        .isEqualTo(new ArrayType(DataType.INTEGER, true));
    assertThat(RowValues.typeOf(Map.of("a", 1L)))
        .isEqualTo(new MapType(DataType.STRING, DataType.LONG, false));
    assertThatThrownBy(() -> RowValues.typeOf(new Object()))
        .hasMessageContaining("[ENCODER_NOT_FOUND] java.lang.Object cannot be used as a value");
  }

  @Test
  void aRowMustHaveAValueForEachField() {
    assertThatThrownBy(() -> RowValues.literals(Row.of(1), StructType.of()))
        .hasMessageContaining("it has 1 values, the schema 0 fields");
  }
}
