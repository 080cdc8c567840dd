package io.sampo.runtime.remote.client;

import io.sampo.engine.ResultBatch;
import io.sampo.error.SampoException;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.runtime.engine.ColumnResultBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that came from a driver. Used by one thread. */
interface ReceivedBatch extends ResultBatch, AutoCloseable {
  /** Frees its memory. */
  @Override
  void close();

  /** Rows of a command's answer. */
  static ReceivedBatch of(List<@Nullable Object[]> rows) {
    return new Listed(rows);
  }

  /** Rows in columns, which this owns. */
  static ReceivedBatch of(ColumnBatch batch) {
    return new InColumns(batch);
  }

  /** Rows one by one. */
  record Listed(List<@Nullable Object[]> rows) implements ReceivedBatch {
    @Override
    public int rowCount() {
      return rows.size();
    }

    @Override
    public @Nullable Object value(int row, int column) {
      return rows.get(row)[column];
    }

    @Override
    public Object toArrow() {
      throw SampoException.unsupported(
          "Arrow output of a command's answer", "Read its rows.", null);
    }

    @Override
    public void close() {}
  }

  /** Rows in columns. */
  record InColumns(ColumnBatch batch) implements ReceivedBatch {
    @Override
    public int rowCount() {
      return batch.rowCount();
    }

    @Override
    public @Nullable Object value(int row, int column) {
      return new ColumnResultBatch(batch).value(row, column);
    }

    @Override
    public Object toArrow() {
      return new ColumnResultBatch(batch).toArrow();
    }

    @Override
    public void close() {
      batch.close();
    }
  }
}
