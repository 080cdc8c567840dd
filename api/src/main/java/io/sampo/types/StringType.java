package io.sampo.types;

/** UTF-8 text, compared by its bytes. */
public record StringType() implements DataType {
  @Override
  public String sql() {
    return "STRING";
  }

  @Override
  public String simpleName() {
    return "string";
  }

  @Override
  public String toString() {
    return sql();
  }
}
