package io.sampo.types;

/** A sequence of bytes, compared as unsigned bytes. */
public record BinaryType() implements DataType {
  @Override
  public String sql() {
    return "BINARY";
  }

  @Override
  public String simpleName() {
    return "binary";
  }

  @Override
  public String toString() {
    return sql();
  }
}
