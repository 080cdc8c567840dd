package io.sampo.bench.answer;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * When two values of a column are the same: integers, texts, dates and decimals of one scale
 * exactly, doubles to a relative 1e-9 (NaN and NULL alike), quotients that one engine computes as a
 * decimal to the last digit that decimal has.
 */
final class CellComparison {
  private static final double RELATIVE = 1e-9;
  private static final double ABSOLUTE = 1e-12;

  /** Decimals with fewer digits are sums, which are exact; those with more come from divisions. */
  private static final int QUOTIENT_SCALE = 6;

  private final ColumnKind expected;
  private final ColumnKind actual;
  private final boolean exact;
  private final double roundingUnit;

  CellComparison(AnswerColumn expected, AnswerColumn actual) {
    this.expected = expected.kind();
    this.actual = actual.kind();
    boolean floating = expected.kind() == ColumnKind.DOUBLE || actual.kind() == ColumnKind.DOUBLE;
    boolean rescaled =
        expected.kind() == ColumnKind.DECIMAL
            && actual.kind() == ColumnKind.DECIMAL
            && expected.scale() != actual.scale();
    this.exact = !floating && !rescaled;
    this.roundingUnit = Math.max(unit(expected), unit(actual));
  }

  private static double unit(AnswerColumn column) {
    boolean quotient = column.kind() == ColumnKind.DECIMAL && column.scale() >= QUOTIENT_SCALE;
    return quotient ? Math.pow(10, -column.scale()) : 0;
  }

  /** Whether equal values have equal sort keys in both answers. */
  boolean exact() {
    return exact;
  }

  boolean numeric() {
    return expected.numeric() && actual.numeric();
  }

  boolean same(@Nullable String left, @Nullable String right) {
    if (left == null || right == null || undefined(left) || undefined(right)) {
      return undefined(left) && undefined(right);
    }
    if (left.equals(right)) {
      return true;
    }
    if (!numeric()) {
      return false;
    }
    return exact
        ? new BigDecimal(left).compareTo(new BigDecimal(right)) == 0
        : near(Double.parseDouble(left), Double.parseDouble(right));
  }

  /**
   * NULL, or a double that is no number: DuckDB answers a statistic that is not defined, such as
   * the correlation with a constant, with NaN and Spark with NULL.
   */
  private boolean undefined(@Nullable String value) {
    return value == null || (!exact && value.equals("NaN"));
  }

  private boolean near(double left, double right) {
    if (!Double.isFinite(left) || !Double.isFinite(right)) {
      return Double.compare(left, right) == 0;
    }
    double magnitude = Math.max(Math.abs(left), Math.abs(right));
    return Math.abs(left - right) <= magnitude * RELATIVE + ABSOLUTE + roundingUnit;
  }

  /** A total order for lining up two answers: NULL first, numbers by value, others by text. */
  int order(@Nullable String left, @Nullable String right) {
    if (left == null || right == null || undefined(left) || undefined(right)) {
      return Boolean.compare(!undefined(left), !undefined(right));
    }
    if (!numeric()) {
      return left.compareTo(right);
    }
    return exact
        ? new BigDecimal(left).compareTo(new BigDecimal(right))
        : Double.compare(Double.parseDouble(left), Double.parseDouble(right));
  }
}
