package io.sampo.types;

/** Days since 1970-01-01 in the proleptic Gregorian calendar, as a 32-bit integer. */
public record DateType() implements DataType {
  @Override
  public String sql() {
    return "DATE";
  }

  @Override
  public String simpleName() {
    return "date";
  }

  @Override
  public String toString() {
    return sql();
  }
}
