package io.sampo.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "999, 999",
    "1000, 1.00 k",
    "12345, 12.3 k",
    "999499, 999 k",
    "999600, 1.00 M",
    "24300000, 24.3 M"
  })
  void countsHaveThreeDigits(double number, String text) {
    assertThat(Figures.count(number)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 B", "1536, 1.54 kB", "612000000, 612 MB", "9994999999, 9.99 GB"})
  void bytesHaveDecimalUnits(double bytes, String text) {
    assertThat(Figures.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "7000, 7.00 µs",
    "3400000, 3.40 ms",
    "999400000, 999 ms",
    "1250000000, 1.25 s",
    "59600000000, 1 min 0 s",
    "125000000000, 2 min 5 s",
    "7380000000000, 2 h 3 min"
  })
  void durationsHaveTheUnitThatFits(long nanos, String text) {
    assertThat(Figures.duration(Duration.ofNanos(nanos))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      value = {"0; 0", "999; 999", "1000; 1,000", "-1000; -1,000", "10000000; 10,000,000"},
      delimiter = ';')
  void groupsThousands(long number, String text) {
    assertThat(Figures.grouped(number)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"142700000, 142.7", "49999, 0.0", "1000000000, 1000.0"})
  void millisecondsHaveOneDecimal(long nanos, String text) {
    assertThat(Figures.milliseconds(Duration.ofNanos(nanos))).isEqualTo(text);
  }
}
