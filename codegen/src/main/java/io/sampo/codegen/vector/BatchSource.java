package io.sampo.codegen.vector;

/**
 * Yields batches of rows, column by column on demand. Used by one thread.
 *
 * <p>{@link #next()} moves to the next batch without decoding anything that can wait; {@link
 * #column(int)} decodes one column of the current batch, at most once. Columns that are never asked
 * for in a batch are skipped, as cheaply as the format allows. All addresses stay valid until the
 * next call of {@code next} or {@code close}.
 */
public interface BatchSource extends AutoCloseable {
  /**
   * Moves to the next batch.
   *
   * @return the number of its rows, at most the batch size the source was opened with, or -1 at the
   *     end; never 0
   * @throws io.sampo.error.SampoException for unreadable or malformed data
   */
  int next();

  /**
   * Tells that from here on only some rows of the current batch matter. Columns that are decoded
   * later need to have values at these only, and a bitmap that is right at these. May be called
   * several times for a batch, each time with some of the rows before.
   *
   * @param rows the address of {@code count} ints, ascending; readable until {@link #next} is
   *     called
   */
  default void select(long rows, int count) {}

  /** The column of the current batch, decoded. Indexes count the projected columns. */
  ColumnVector column(int index);

  /**
   * Which part of what it reads the current batch is in: a number that never falls from batch to
   * batch. Rows of different parts lie apart, as those of different row groups do.
   */
  default long part() {
    return 0;
  }

  /** Bytes of the file read so far. */
  long bytesRead();

  /** Frees all buffers. May be called twice, and at any time. */
  @Override
  void close();
}
