package io.sampo.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.types.DataType;
import io.sampo.types.StructType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTextTest {
  private final JsonText json = new JsonText(ZoneId.of("Europe/Helsinki"));

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of(null, "null"),
        Arguments.of(true, "true"),
        Arguments.of(7L, "7"),
        Arguments.of(1e30, "1.0E30"),
        Arguments.of(Double.NaN, "\"NaN\""),
        Arguments.of(Float.NEGATIVE_INFINITY, "\"-Infinity\""),
        Arguments.of(new BigDecimal("1E+3"), "1000"),
        Arguments.of("a\"b\\\n\u0001é", "\"a\\\"b\\\\\\n\\u0001é\""),
        Arguments.of(new byte[] {1, 2}, "\"AQI=\""),
        Arguments.of(LocalDate.of(2024, 1, 2), "\"2024-01-02\""),
        Arguments.of(Instant.parse("2024-01-02T03:04:05.5Z"), "\"2024-01-02T05:04:05.5+02:00\""),
        Arguments.of(LocalDateTime.of(2024, 1, 2, 3, 4), "\"2024-01-02T03:04:00\""),
        Arguments.of(Duration.ofSeconds(1), "\"INTERVAL '0 00:00:01' DAY TO SECOND\""),
        Arguments.of(Arrays.asList(1, null), "[1,null]"),
        Arguments.of(Map.of(1, "x"), "{\"1\":\"x\"}"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void values(@Nullable Object value, String expected) {
    assertThat(json.value(value)).isEqualTo(expected);
  }

  @Test
  void rowsAreObjects() {
    var schema = StructType.of().add("a", DataType.INTEGER).add("b", StructType.of());
    assertThat(json.object(Row.of(schema, new Object[] {1, Row.of("x", null)})))
        .isEqualTo("{\"a\":1,\"b\":{\"col1\":\"x\",\"col2\":null}}");
  }
}
