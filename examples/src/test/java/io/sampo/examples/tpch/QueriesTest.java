package io.sampo.examples.tpch;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.row.Row;
import io.sampo.session.Session;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The answers of DuckDB, row by row. */
class QueriesTest {
  private static final Path DATA = Path.of("src/test/resources/tpch/sf0.01");
  private static Session session;

  @BeforeAll
  static void start() {
    session = Session.builder().appName("examples").master("local[2]").create();
  }

  @AfterAll
  static void stop() {
    session.close();
  }

  static Stream<Integer> numbers() {
    return Queries.BY_NUMBER.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void answersAsDuckDb(int number) throws IOException {
    var tables = new Tables(session, DATA.toString());
    var frame = Objects.requireNonNull(Queries.BY_NUMBER.get(number)).apply(tables);
    List<List<String>> answer = answer(number);
    assertThat(frame.columns()).isEqualTo(answer.removeFirst());
    List<Row> rows = frame.collect();
    assertThat(rows).hasSameSizeAs(answer);
    for (int row = 0; row < rows.size(); row++) {
      List<String> expected = answer.get(row);
      for (int column = 0; column < expected.size(); column++) {
        assertThat(isSame(rows.get(row).get(column), expected.get(column)))
            .as("row %s: %s, expected %s", row + 1, rows.get(row), expected)
            .isTrue();
      }
    }
  }

  /**
   * Decimals count up to their last digit: where DuckDB divides into doubles, Spark's rules round.
   */
  private static boolean isSame(@Nullable Object value, String expected) {
    return switch (value) {
      case null -> expected.isEmpty();
      case BigDecimal decimal -> {
        BigDecimal lastDigit = BigDecimal.ONE.movePointLeft(decimal.scale());
        yield decimal.subtract(new BigDecimal(expected)).abs().compareTo(lastDigit) < 0;
      }
      default -> value.toString().equals(expected);
    };
  }

  private static List<List<String>> answer(int number) throws IOException {
    Path file = DATA.resolve("answers").resolve("q%02d.csv".formatted(number));
    List<List<String>> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(fields(line));
    }
    return lines;
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    var field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        // The second of a pair of quotes stands for one.
        boolean pair = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
        if (pair) {
          field.append(c);
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
