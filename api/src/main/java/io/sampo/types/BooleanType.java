package io.sampo.types;

/** True or false. */
public record BooleanType() implements DataType {
  @Override
  public String sql() {
    return "BOOLEAN";
  }

  @Override
  public String simpleName() {
    return "boolean";
  }

  @Override
  public String toString() {
    return sql();
  }
}
