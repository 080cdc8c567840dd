package io.sampo.types;

/** Months, days and microseconds apart, as the INTERVAL literal with mixed units yields. */
public record CalendarIntervalType() implements DataType {
  @Override
  public String sql() {
    return "INTERVAL";
  }

  @Override
  public String simpleName() {
    return "interval";
  }

  @Override
  public String toString() {
    return sql();
  }
}
