package io.sampo.types;

/** 64-bit signed integer. */
public record LongType() implements DataType {
  @Override
  public String sql() {
    return "BIGINT";
  }

  @Override
  public String simpleName() {
    return "long";
  }

  @Override
  public String toString() {
    return sql();
  }
}
