package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.ColumnVector;

/**
 * Decodes ranges of rows of one projected column, row group after row group. Used by one thread.
 */
abstract class ColumnReader implements AutoCloseable {
  /** Turns to the first row of a row group. */
  abstract void start(StoredRowGroup rowGroup);

  /** Passes over rows. */
  abstract void skip(int rows);

  /**
   * Decodes the next rows. Ends the batch before: what it pointed at may be overwritten.
   *
   * @return the reader's vector, filled
   */
  abstract ColumnVector read(int rows);

  /**
   * As {@link #read(int)}, when only some of the rows matter.
   *
   * @param selected the address of their numbers, counted from the first of the next rows
   */
  ColumnVector read(int rows, long selected, int count) {
    return read(rows);
  }

  @Override
  public abstract void close();
}
