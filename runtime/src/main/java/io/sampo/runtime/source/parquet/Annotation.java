package io.sampo.runtime.source.parquet;

/**
 * What the values of a schema element mean, as its logical type says or, in files of older writers,
 * its converted type.
 */
sealed interface Annotation {
  /** No annotation, or one that does not matter to how values are read. */
  Annotation NONE = new Plain(Kind.NONE);

  enum Kind {
    NONE,
    STRING,
    ENUM,
    JSON,
    BSON,
    LIST,
    MAP,
    DATE,
    TIME,
    INTERVAL,
    FLOAT16,
    UUID,
    VARIANT,
    UNKNOWN
  }

  enum Unit {
    MILLIS,
    MICROS,
    NANOS
  }

  /** A meaning without parameters. */
  record Plain(Kind kind) implements Annotation {}

  record Decimal(int precision, int scale) implements Annotation {}

  record Whole(int bits, boolean signed) implements Annotation {}

  /**
   * @param instant whether values are adjusted to UTC
   */
  record Timestamp(boolean instant, Unit unit) implements Annotation {}

  default boolean is(Kind kind) {
    return this instanceof Plain plain && plain.kind() == kind;
  }
}
