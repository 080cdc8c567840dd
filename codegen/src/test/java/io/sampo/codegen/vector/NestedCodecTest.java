package io.sampo.codegen.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.types.ArrayType;
import io.sampo.types.CalendarInterval;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.MapType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NestedCodecTest {
  private static final StructType POINT =
      StructType.of(StructField.of("x", DataType.INTEGER), StructField.of("name", DataType.STRING));

  static Stream<Arguments> values() {
    var map = new LinkedHashMap<String, @Nullable Object>();
    map.put("b", 1.5);
    map.put("a", null);
    return Stream.of(
        Arguments.of(DataType.BOOLEAN, true),
        Arguments.of(DataType.BYTE, (byte) -1),
        Arguments.of(DataType.SHORT, Short.MIN_VALUE),
        Arguments.of(DataType.INTEGER, Integer.MIN_VALUE),
        Arguments.of(DataType.LONG, Long.MAX_VALUE),
        Arguments.of(DataType.FLOAT, -0.0f),
        Arguments.of(DataType.DOUBLE, Double.NaN),
        Arguments.of(DataType.DATE, -1),
        Arguments.of(DataType.TIMESTAMP, -1L),
        Arguments.of(new DecimalType(9, 2), new BigDecimal("-1.25")),
        Arguments.of(
            new DecimalType(38, 2), new BigDecimal("-999999999999999999999999999999999999.99")),
        Arguments.of(DataType.STRING, "Väinämöinen"),
        Arguments.of(DataType.CALENDAR_INTERVAL, new CalendarInterval(-1, 2, -3)),
        Arguments.of(new ArrayType(DataType.LONG, true), List.of()),
        Arguments.of(
            new ArrayType(DataType.LONG, true),
            Arrays.asList(1L, null, 3L, 4L, 5L, 6L, 7L, 8L, 9L, null)),
        Arguments.of(new ArrayType(DataType.NULL, true), Arrays.asList(null, null)),
        Arguments.of(new MapType(DataType.STRING, DataType.DOUBLE, true), map),
        Arguments.of(POINT, Arrays.asList(null, "a")),
        Arguments.of(
            new ArrayType(new MapType(DataType.INTEGER, POINT, true), true),
            Arrays.asList(null, Map.of(7, List.of(1, "x".repeat(300))))));
  }

  @ParameterizedTest
  @MethodSource("values")
  void givesBackWhatItEncoded(DataType type, Object value) {
    assertThat(NestedCodec.decode(NestedCodec.encode(value, type), type)).isEqualTo(value);
  }

  @Test
  void isCompact() {
    assertThat(NestedCodec.encode(List.of(1, 2), new ArrayType(DataType.INTEGER, true)))
        .containsExactly(4, 1, 0, 0, 0, 2, 0, 0, 0);
    assertThat(
            NestedCodec.encode(Arrays.asList(null, (byte) 9), new ArrayType(DataType.BYTE, true)))
        .containsExactly(5, 2, 9);
    assertThat(NestedCodec.encode(Arrays.asList(null, "ab"), POINT))
        .containsExactly(2, 2, 'a', 'b');
  }
}
