package io.sampo.types;

/** A list of values of one type. */
public record ArrayType(DataType elementType, boolean containsNull) implements DataType {
  @Override
  public String sql() {
    return "ARRAY<" + elementType.sql() + ">";
  }

  @Override
  public String simpleName() {
    return "array<" + elementType.simpleName() + ">";
  }

  @Override
  public String toString() {
    return sql();
  }
}
