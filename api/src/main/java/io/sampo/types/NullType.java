package io.sampo.types;

/** The type of an untyped NULL literal. */
public record NullType() implements DataType {
  @Override
  public String sql() {
    return "VOID";
  }

  @Override
  public String simpleName() {
    return "void";
  }

  @Override
  public String toString() {
    return sql();
  }
}
