package io.sampo.types;

/** A named member of a {@link StructType}, or a column of a table. */
public record StructField(String name, DataType type, boolean nullable) {
  /** A field that may hold nulls. */
  public static StructField of(String name, DataType type) {
    return new StructField(name, type, true);
  }
}
