package io.sampo.bench.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares an answer with the expected one. Rows are compared as a bag, and the sequence of the
 * ordering columns' values on top of it; rows that tie with the last one of a limited query may
 * differ.
 */
public final class AnswerComparer {
  private final Answer expected;
  private final Answer actual;
  private final List<CellComparison> cells = new ArrayList<>();
  private final List<Integer> keys = new ArrayList<>();
  private final boolean limited;

  private AnswerComparer(Answer expected, Answer actual, Ordering ordering) {
    this.expected = expected;
    this.actual = actual;
    this.limited = ordering.limited();
    for (int column = 0; column < expected.columns().size(); column++) {
      cells.add(new CellComparison(expected.columns().get(column), actual.columns().get(column)));
    }
    for (String key : ordering.columns()) {
      keys.add(position(key));
    }
  }

  /**
   * Looks for the first difference.
   *
   * @return one sentence that names the place and both values, or empty when the answers agree
   */
  public static Optional<String> difference(Answer expected, Answer actual, Ordering ordering) {
    if (expected.columns().size() != actual.columns().size()) {
      return Optional.of(
          "expected " + expected.columns().size() + " columns but got " + actual.columns().size());
    }
    if (expected.rows().size() != actual.rows().size()) {
      return Optional.of(
          "expected " + expected.rows().size() + " rows but got " + actual.rows().size());
    }
    return new AnswerComparer(expected, actual, ordering).firstDifference();
  }

  private int position(String name) {
    for (int column = 0; column < expected.columns().size(); column++) {
      if (expected.columns().get(column).name().toLowerCase(Locale.ROOT).equals(name)) {
        return column;
      }
    }
    throw new IllegalArgumentException("the answer has no column " + name + " to be ordered by");
  }

  private Optional<String> firstDifference() {
    for (int row = 0; row < expected.rows().size(); row++) {
      for (int key : keys) {
        if (!same(expected.rows().get(row), actual.rows().get(row), key)) {
          return Optional.of(describe(row, key, expected.rows().get(row), actual.rows().get(row)));
        }
      }
    }
    List<List<@Nullable String>> left = linedUp(expected.rows());
    List<List<@Nullable String>> right = linedUp(actual.rows());
    for (int row = 0; row < left.size(); row++) {
      for (int column = 0; column < cells.size(); column++) {
        if (!same(left.get(row), right.get(row), column)) {
          return Optional.of(describe(row, column, left.get(row), right.get(row)));
        }
      }
    }
    return Optional.empty();
  }

  private boolean same(List<@Nullable String> left, List<@Nullable String> right, int column) {
    return cells.get(column).same(left.get(column), right.get(column));
  }

  /**
   * Sorts by the columns that are exact first, so that noise in a double cannot part equal rows.
   */
  private List<List<@Nullable String>> linedUp(List<List<@Nullable String>> rows) {
    List<List<@Nullable String>> sorted = new ArrayList<>(withoutTiesOfTheLast(rows));
    var columns = new ArrayList<Integer>();
    for (int column = 0; column < cells.size(); column++) {
      columns.add(column);
    }
    columns.sort(Comparator.comparing(column -> !cells.get(column).exact()));
    sorted.sort((left, right) -> {
      for (int column : columns) {
        int order = cells.get(column).order(left.get(column), right.get(column));
        if (order != 0) {
          return order;
        }
      }
      return 0;
    });
    return sorted;
  }

  private List<List<@Nullable String>> withoutTiesOfTheLast(List<List<@Nullable String>> rows) {
    if (!limited || rows.isEmpty()) {
      return rows;
    }
    List<@Nullable String> last = rows.getLast();
    return rows.stream()
        .filter(row -> !keys.stream().allMatch(key -> same(row, last, key)))
        .toList();
  }

  private String describe(
      int row, int column, List<@Nullable String> left, List<@Nullable String> right) {
    String name = expected.columns().get(column).name();
    return "row "
        + (row + 1)
        + ", column "
        + name
        + ": expected "
        + left.get(column)
        + " but got "
        + right.get(column)
        + "\n  expected row "
        + left
        + "\n  actual row   "
        + right;
  }
}
