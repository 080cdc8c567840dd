package io.sampo.bench.answer;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Sums over an answer that is too large to be kept: the number of rows, each column's sum, and the
 * sum of each column times the one before it. The order of rows does not matter; values that
 * changed places between rows do show. Text counts as the low bits of its checksum, a date as its
 * days since 1970, NULL as 0. The Python runner computes the same.
 */
public final class Digest {
  private static final int TEXT_BITS = 0xFFFF;

  private final double[] sums;
  private final double[] products;
  private final double[] row;
  private long rows;

  public Digest(int columns) {
    sums = new double[columns];
    products = new double[columns];
    row = new double[columns];
  }

  /** Adds a row: numbers, texts, booleans, dates and nulls. */
  public void add(List<? extends @Nullable Object> values) {
    for (int column = 0; column < sums.length; column++) {
      row[column] = number(values.get(column));
      sums[column] += row[column];
      if (column > 0) {
        products[column] += row[column - 1] * row[column];
      }
    }
    rows++;
  }

  private static double number(@Nullable Object value) {
    return switch (value) {
      case null -> 0;
      case BigDecimal decimal -> decimal.doubleValue();
      case Number number -> number.doubleValue();
      case Boolean flag -> flag ? 1 : 0;
      case String text -> checksum(text);
      case LocalDate date -> date.toEpochDay();
      default -> throw new IllegalArgumentException("no digest over " + value.getClass());
    };
  }

  private static double checksum(String text) {
    var checksum = new CRC32();
    checksum.update(text.getBytes(StandardCharsets.UTF_8));
    return checksum.getValue() & TEXT_BITS;
  }

  /** The sums as an answer of one row. */
  public Answer answer(List<String> names) {
    var columns = new ArrayList<AnswerColumn>();
    var cells = new ArrayList<@Nullable String>();
    columns.add(AnswerColumn.of("rows", ColumnKind.INTEGER));
    cells.add(Long.toString(rows));
    for (int column = 0; column < sums.length; column++) {
      columns.add(AnswerColumn.of("sum(" + names.get(column) + ")", ColumnKind.DOUBLE));
      cells.add(Double.toString(sums[column]));
      if (column > 0) {
        String product = names.get(column - 1) + " * " + names.get(column);
        columns.add(AnswerColumn.of("sum(" + product + ")", ColumnKind.DOUBLE));
        cells.add(Double.toString(products[column]));
      }
    }
    return new Answer(columns, List.of(cells));
  }
}
