package io.sampo.dataframe;

import io.sampo.engine.QueryResult;
import io.sampo.engine.ResultBatch;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.types.StructType;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The batches of a running query, for one thread. The receiver owns each batch and closes it. To be
 * closed itself, which cancels what still runs; may be iterated once.
 *
 * @param <T> Arrow's {@code VectorSchemaRoot}
 */
public final class ArrowBatches<T> implements Iterable<T>, AutoCloseable {
  private final QueryResult result;
  private final Class<T> rootType;
  private boolean iterated;

  ArrowBatches(QueryResult result, Class<T> rootType) {
    this.result = result;
    this.rootType = rootType;
  }

  /** The columns. */
  public StructType schema() {
    return result.schema();
  }

  @Override
  public Iterator<T> iterator() {
    if (iterated) {
      throw new IllegalStateException("the batches of a query can be iterated once");
    }
    iterated = true;
    return new Batches();
  }

  @Override
  public void close() {
    result.close();
  }

  private final class Batches implements Iterator<T> {
    private @Nullable ResultBatch pending;
    private boolean ended;

    @Override
    public boolean hasNext() {
      return pending() != null;
    }

    @Override
    public T next() {
      ResultBatch batch = pending();
      if (batch == null) {
        throw new NoSuchElementException("the query has no more batches");
      }
      pending = null;
      Object root = batch.toArrow();
      if (!rootType.isInstance(root)) {
        throw new SampoException(
            ErrorCode.INVALID_ARGUMENT,
            Map.of(
                "value",
                rootType.getName(),
                "parameter",
                "rootType",
                "details",
                "batches are of " + root.getClass().getName()));
      }
      return rootType.cast(root);
    }

    private @Nullable ResultBatch pending() {
      if (pending == null && !ended) {
        pending = result.next();
        ended = pending == null;
      }
      return pending;
    }
  }
}
