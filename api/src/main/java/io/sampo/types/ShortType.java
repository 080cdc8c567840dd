package io.sampo.types;

/** 16-bit signed integer. */
public record ShortType() implements DataType {
  @Override
  public String sql() {
    return "SMALLINT";
  }

  @Override
  public String simpleName() {
    return "short";
  }

  @Override
  public String toString() {
    return sql();
  }
}
