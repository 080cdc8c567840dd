package io.sampo.types;

/** A local date and time without a zone: microseconds since 1970-01-01T00:00:00. */
public record TimestampNtzType() implements DataType {
  @Override
  public String sql() {
    return "TIMESTAMP_NTZ";
  }

  @Override
  public String simpleName() {
    return "timestamp_ntz";
  }

  @Override
  public String toString() {
    return sql();
  }
}
