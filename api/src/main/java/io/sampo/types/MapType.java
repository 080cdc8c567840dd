package io.sampo.types;

/** Keys, never null, each with a value. */
public record MapType(DataType keyType, DataType valueType, boolean valueContainsNull)
    implements DataType {
  @Override
  public String sql() {
    return "MAP<" + keyType.sql() + ", " + valueType.sql() + ">";
  }

  @Override
  public String simpleName() {
    return "map<" + keyType.simpleName() + "," + valueType.simpleName() + ">";
  }

  @Override
  public String toString() {
    return sql();
  }
}
