package io.sampo.cli.output;

import io.sampo.engine.ResultBatch;

/**
 * Writes one result: {@link #batch} for each batch, then {@link #end}. Belongs to one thread. The
 * output is not flushed.
 */
public interface ResultWriter extends AutoCloseable {
  /**
   * Writes rows.
   *
   * @return whether more rows are wanted; when not, the rest of the result need not be computed
   */
  boolean batch(ResultBatch batch);

  /** Writes what comes after the last row. */
  void end();

  /** Frees what is kept; without {@link #end} before, the result stays unfinished. */
  @Override
  void close();
}
