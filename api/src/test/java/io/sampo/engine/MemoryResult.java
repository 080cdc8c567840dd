package io.sampo.engine;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.types.StructType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a table in batches of two, so that tests see the seams. */
final class MemoryResult implements QueryResult {
  private static final int BATCH = 2;

  private final MemoryTable table;
  private final Runnable onClose;
  private int position;
  private boolean cancelled;
  private boolean closed;

  MemoryResult(MemoryTable table, Runnable onClose) {
    this.table = table;
    this.onClose = onClose;
  }

  @Override
  public StructType schema() {
    return table.schema();
  }

  @Override
  public @Nullable ResultBatch next() {
    if (cancelled || closed) {
      throw new SampoException(ErrorCode.OPERATION_CANCELED, Map.of());
    }
    if (position >= table.rows().size()) {
      return null;
    }
    int end = Math.min(position + BATCH, table.rows().size());
    var batch = new Batch(table.rows().subList(position, end));
    position = end;
    return batch;
  }

  @Override
  public QueryProgress progress() {
    return new QueryProgress("memory", 0, 1, 0, 1, position, 0, 0, Duration.ZERO);
  }

  @Override
  public void cancel() {
    cancelled = true;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      onClose.run();
    }
  }

  private record Batch(List<@Nullable Object[]> rows) implements ResultBatch {
    @Override
    public int rowCount() {
      return rows.size();
    }

    @Override
    public @Nullable Object value(int row, int column) {
      return rows.get(row)[column];
    }

    /** A list of rows stands for the Arrow batch. */
    @Override
    public Object toArrow() {
      return List.copyOf(rows);
    }
  }
}
