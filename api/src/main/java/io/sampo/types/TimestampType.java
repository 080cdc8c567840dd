package io.sampo.types;

/** An instant: microseconds since 1970-01-01T00:00:00Z, shown in the session's time zone. */
public record TimestampType() implements DataType {
  @Override
  public String sql() {
    return "TIMESTAMP";
  }

  @Override
  public String simpleName() {
    return "timestamp";
  }

  @Override
  public String toString() {
    return sql();
  }
}
