package io.sampo.dataframe;

import io.sampo.engine.QueryResult;
import io.sampo.engine.ResultBatch;
import io.sampo.row.Row;
import io.sampo.types.StructType;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a running query in bounded memory, for one thread. Closes itself at the end; closing
 * earlier cancels the query, so an iterator that is not read to its end belongs into a
 * try-with-resources statement.
 */
public final class RowIterator implements Iterator<Row>, AutoCloseable {
  private final QueryResult result;
  private final @Nullable ResultLimit limit;
  private @Nullable ResultBatch batch;
  private int next;
  private boolean ended;

  RowIterator(QueryResult result) {
    this(result, null);
  }

  /**
   * @param limit ends the iteration with an error, or null when the rows are not gathered
   */
  RowIterator(QueryResult result, @Nullable ResultLimit limit) {
    this.result = result;
    this.limit = limit;
  }

  /** The columns. */
  public StructType schema() {
    return result.schema();
  }

  @Override
  public boolean hasNext() {
    return current() != null;
  }

  @Override
  public Row next() {
    ResultBatch rows = current();
    if (rows == null) {
      throw new NoSuchElementException("the query has no more rows");
    }
    StructType schema = result.schema();
    var values = new @Nullable Object[schema.size()];
    for (int column = 0; column < values.length; column++) {
      values[column] = rows.value(next, column);
    }
    next++;
    return Row.of(schema, values);
  }

  /** The batch that holds the next row, null at the end. */
  private @Nullable ResultBatch current() {
    while (!ended && (batch == null || next == batch.rowCount())) {
      batch = result.next();
      next = 0;
      if (batch == null) {
        close();
      } else if (limit != null) {
        limit.add(batch);
      }
    }
    return batch;
  }

  @Override
  public void close() {
    ended = true;
    batch = null;
    result.close();
  }
}
