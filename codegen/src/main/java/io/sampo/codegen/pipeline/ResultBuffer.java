package io.sampo.codegen.pipeline;

/**
 * Result columns being filled by generated code: one address for values and one for null bytes,
 * each a row one byte.
 */
public interface ResultBuffer {
  /** The address of the column's values in the current batch. */
  long values(int column);

  /** The address of the column's null bytes, 1 for null. */
  long nulls(int column);

  /** Copies the bytes of a long text into the batch and writes a view of it. */
  void keep(long fromView, long toView);

  /**
   * The current batch is full with that many rows: hands it on and begins a new one at new
   * addresses.
   */
  void flush(int rows);
}
