package io.sampo.runtime.remote.client;

import io.sampo.engine.ResultBatch;
import io.sampo.error.SampoException;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.runtime.engine.ColumnResultBatch;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** Rows that came from a driver. Used by one thread. */
interface ReceivedBatch extends ResultBatch, AutoCloseable {
  /** The same rows without the first ones; owns what this owned. */
  ReceivedBatch from(int row);

  /** Frees its memory. */
  @Override
  void close();

  /** Rows of a command's answer. */
  static ReceivedBatch of(List<@Nullable Object[]> rows) {
    return new Listed(rows);
  }

  /** Rows in columns, which this owns. */
  static ReceivedBatch of(ColumnBatch batch) {
    return new InColumns(batch, 0);
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
    public ReceivedBatch from(int row) {
      return new Listed(rows.subList(row, rows.size()));
    }

    @Override
    public void close() {}
  }

  /**
   * Rows in columns.
   *
   * @param first the first row that counts
   */
  record InColumns(ColumnBatch batch, int first) implements ReceivedBatch {
    @Override
    public int rowCount() {
      return batch.rowCount() - first;
    }

    @Override
    public @Nullable Object value(int row, int column) {
      return new ColumnResultBatch(batch).value(first + row, column);
    }

    @Override
    public Object toArrow() {
      var all = (VectorSchemaRoot) new ColumnResultBatch(batch).toArrow();
      if (first == 0) {
        return all;
      }
      try (all) {
        return all.slice(first);
      }
    }

    @Override
    public ReceivedBatch from(int row) {
      return new InColumns(batch, first + row);
    }

    @Override
    public void close() {
      batch.close();
    }
  }
}
