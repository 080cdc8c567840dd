package io.sampo.types;

/** 8-bit signed integer. */
public record ByteType() implements DataType {
  @Override
  public String sql() {
    return "TINYINT";
  }

  @Override
  public String simpleName() {
    return "byte";
  }

  @Override
  public String toString() {
    return sql();
  }
}
