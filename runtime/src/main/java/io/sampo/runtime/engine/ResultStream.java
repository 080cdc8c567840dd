package io.sampo.runtime.engine;

import io.sampo.engine.QueryResult;
import io.sampo.runtime.batch.ColumnBatch;
import org.jspecify.annotations.Nullable;

/** A result that can be read in columns. */
interface ResultStream extends QueryResult {
  /** The next batch in columns, valid until the next call; null at the end. */
  @Nullable ColumnBatch nextColumns();

  /** What each worker did, as text; empty in one process. */
  default String workers() {
    return "";
  }
}
