package io.sampo.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.types.CalendarInterval;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValueTextTest {
  private final ValueText text = ValueText.shown(ZoneId.of("Europe/Helsinki"));

  static Stream<Arguments> values() {
    var map = new LinkedHashMap<String, @Nullable Integer>();
    map.put("a", 1);
    map.put("b", null);
    return Stream.of(
        Arguments.of(null, "NULL"),
        Arguments.of(true, "true"),
        Arguments.of((byte) -1, "-1"),
        Arguments.of(1.0, "1.0"),
        Arguments.of(1e10, "1.0E10"),
        Arguments.of(2e-3, "0.002"),
        Arguments.of(1e-5, "1.0E-5"),
        Arguments.of(0.1f, "0.1"),
        Arguments.of(Double.NaN, "NaN"),
        Arguments.of(Double.NEGATIVE_INFINITY, "-Infinity"),
        Arguments.of(new BigDecimal("1E+3"), "1000"),
        Arguments.of(new BigDecimal("0.0000001"), "0.0000001"),
        Arguments.of(new byte[] {0x41, (byte) 0xFF}, "[41 FF]"),
        Arguments.of(LocalDate.of(2024, 2, 9), "2024-02-09"),
        Arguments.of(LocalDate.of(12345, 1, 2), "+12345-01-02"),
        Arguments.of(LocalDate.of(-5, 1, 2), "-0005-01-02"),
        Arguments.of(Instant.parse("2024-07-01T10:00:00Z"), "2024-07-01 13:00:00"),
        Arguments.of(Instant.parse("2024-01-01T10:00:00.120000Z"), "2024-01-01 12:00:00.12"),
        Arguments.of(LocalDateTime.of(2024, 1, 1, 1, 2, 3, 1_000), "2024-01-01 01:02:03.000001"),
        Arguments.of(
            Duration.ofDays(1).plusHours(2).plusMinutes(3).plusMillis(4500),
            "INTERVAL '1 02:03:04.5' DAY TO SECOND"),
        Arguments.of(Duration.ofSeconds(-90), "INTERVAL '-0 00:01:30' DAY TO SECOND"),
        Arguments.of(Period.ofMonths(14), "INTERVAL '1-2' YEAR TO MONTH"),
        Arguments.of(Period.ofMonths(-14), "INTERVAL '-1-2' YEAR TO MONTH"),
        Arguments.of(
            new CalendarInterval(14, 3, 3_723_500_000L),
            "1 years 2 months 3 days 1 hours 2 minutes 3.5 seconds"),
        Arguments.of(new CalendarInterval(0, 0, -500_000L), "-0.5 seconds"),
        Arguments.of(new CalendarInterval(0, 0, 0), "0 seconds"),
        Arguments.of(Arrays.asList(1, null, 3), "[1, NULL, 3]"),
        Arguments.of(map, "{a -> 1, b -> NULL}"),
        Arguments.of(Row.of("x", Row.of(1, null)), "{x, {1, NULL}}"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void valuesReadAsSparkShowsThem(@Nullable Object value, String expected) {
    assertThat(text.text(value)).isEqualTo(expected);
  }
}
