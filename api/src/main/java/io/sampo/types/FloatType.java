package io.sampo.types;

/** IEEE 754 single precision. */
public record FloatType() implements DataType {
  @Override
  public String sql() {
    return "FLOAT";
  }

  @Override
  public String simpleName() {
    return "float";
  }

  @Override
  public String toString() {
    return sql();
  }
}
