package io.sampo.types;

/** A length of time in months. */
public record YearMonthIntervalType() implements DataType {
  @Override
  public String sql() {
    return "INTERVAL YEAR TO MONTH";
  }

  @Override
  public String simpleName() {
    return "interval year to month";
  }

  @Override
  public String toString() {
    return sql();
  }
}
