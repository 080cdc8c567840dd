package io.sampo.types;

/** IEEE 754 double precision. */
public record DoubleType() implements DataType {
  @Override
  public String sql() {
    return "DOUBLE";
  }

  @Override
  public String simpleName() {
    return "double";
  }

  @Override
  public String toString() {
    return sql();
  }
}
