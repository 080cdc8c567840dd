package io.sampo.engine;

import org.jspecify.annotations.Nullable;

/** Some rows of a result in columns. Valid until the next batch is asked for. */
public interface ResultBatch {
  /** The number of rows. */
  int rowCount();

  /**
   * One value as a Java object: the classes {@link io.sampo.row.Row} documents (java.time.LocalDate
   * for dates, java.time.Instant for timestamps, java.time.LocalDateTime for TIMESTAMP_NTZ,
   * BigDecimal for decimals, ...).
   *
   * @return the value, null for NULL
   */
  @Nullable Object value(int row, int column);

  /** The bytes that the rows take as columns, 0 when that is not known. */
  default long sizeBytes() {
    return 0;
  }

  /**
   * The same rows as an Arrow batch: an {@code org.apache.arrow.vector.VectorSchemaRoot} whose
   * buffers the caller owns and closes. Typed as Object since the API needs no third parties; the
   * runtime's {@code Arrow} class offers it typed.
   */
  Object toArrow();
}
