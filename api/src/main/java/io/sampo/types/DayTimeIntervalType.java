package io.sampo.types;

/** A length of time in microseconds. */
public record DayTimeIntervalType() implements DataType {
  @Override
  public String sql() {
    return "INTERVAL DAY TO SECOND";
  }

  @Override
  public String simpleName() {
    return "interval day to second";
  }

  @Override
  public String toString() {
    return sql();
  }
}
