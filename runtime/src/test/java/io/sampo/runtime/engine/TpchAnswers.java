package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.row.Row;
import io.sampo.session.Session;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** The 22 queries of TPC-H with their recorded answers. */
@NullMarked
final class TpchAnswers {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path DATA = ROOT.resolve("examples/src/test/resources/tpch/sf0.01");

  /** Queries whose ORDER BY may leave the order of some rows open. */
  private static final Set<Integer> ORDER_LEFT_OPEN = Set.of(2, 3, 10, 11, 18);

  private TpchAnswers() {}

  /** Makes views of the tables. */
  static void createViews(Session session) {
    for (String table :
        List.of(
            "customer", "lineitem", "nation", "orders", "part", "partsupp", "region", "supplier")) {
      session
          .read()
          .parquet(DATA.resolve(table + ".parquet").toString())
          .createOrReplaceTempView(table);
    }
  }

  /** The text of a query. */
  static String query(int number) throws IOException {
    return Files.readString(
        ROOT.resolve("bench/src/main/resources/tpch/queries/q%02d.sql".formatted(number)));
  }

  /** Runs a query and compares its answer with the recorded one. */
  static void check(Session session, int number) throws IOException {
    String query = query(number);
    List<List<String>> expected = recorded(number);
    List<List<@Nullable Object>> found =
        new ArrayList<>(session.sql(query).collect().stream().map(Row::values).toList());
    assertThat(found).hasSameSizeAs(expected);
    if (ORDER_LEFT_OPEN.contains(number)) {
      found.sort(
          Comparator.comparing(row -> sortable(row.stream().map(TpchAnswers::text).toList())));
      expected.sort(Comparator.comparing(TpchAnswers::sortable));
    }
    for (int row = 0; row < found.size(); row++) {
      for (int column = 0; column < expected.get(row).size(); column++) {
        assertThat(isSame(found.get(row).get(column), expected.get(row).get(column)))
            .as("row %s: %s, expected %s", row + 1, found.get(row), expected.get(row))
            .isTrue();
      }
    }
  }

  private static String text(@Nullable Object value) {
    return value == null
        ? ""
        : value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
  }

  /** Numbers without the zeroes at their ends. */
  private static String sortable(List<String> row) {
    return String.join(
        "|",
        row.stream()
            .map(text -> text.matches("-?\\d+\\.\\d+") ? text.replaceFirst("\\.?0+$", "") : text)
            .toList());
  }

  /**
   * Where the recorded answers have doubles for quotients of decimals, these are rounded to their
   * last digit.
   */
  private static boolean isSame(@Nullable Object value, String expected) {
    return switch (value) {
      case null -> expected.isEmpty();
      case BigDecimal decimal ->
          decimal
                  .subtract(new BigDecimal(expected))
                  .abs()
                  .compareTo(BigDecimal.ONE.movePointLeft(decimal.scale()))
              < 0;
      case Double number -> {
        double wanted = Double.parseDouble(expected);
        yield Math.abs(number - wanted) <= 1e-9 * Math.max(Math.abs(number), Math.abs(wanted));
      }
      default -> value.toString().equals(expected);
    };
  }

  private static List<List<String>> recorded(int number) throws IOException {
    List<String> lines = Files.readAllLines(DATA.resolve("answers/q%02d.csv".formatted(number)));
    var rows = new ArrayList<List<String>>();
    lines.subList(1, lines.size()).forEach(line -> rows.add(fields(line)));
    return rows;
  }

  /** The fields of a line of CSV; a quote within quotes is doubled. */
  private static List<String> fields(String line) {
    var fields = new ArrayList<String>();
    var field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
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
