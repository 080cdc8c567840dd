package io.sampo.types;

/** 32-bit signed integer. */
public record IntegerType() implements DataType {
  @Override
  public String sql() {
    return "INT";
  }

  @Override
  public String simpleName() {
    return "integer";
  }

  @Override
  public String toString() {
    return sql();
  }
}
