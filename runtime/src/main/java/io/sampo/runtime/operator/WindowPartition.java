package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one partition in order, found by their places, which count from 0. Used by one
 * thread.
 */
interface WindowPartition {
  long size();

  /**
   * The address of the row at a place, valid until two other rows were asked for. Fast where places
   * asked for are near to some that were asked for before.
   */
  long row(long place);

  /** How the window orders the rows. */
  RowOrder order();

  /** Empty space for values of the partition's rows; closed by whoever asks. */
  WindowScratch scratch(RowLayout layout);

  /** The partition that a function or edge was started with. */
  static WindowPartition started(@Nullable WindowPartition partition) {
    if (partition == null) {
      throw new IllegalStateException("not started");
    }
    return partition;
  }

  /** Whether the window's ordering does not tell a row from the one before it. */
  default boolean isPeerOfPrevious(long place) {
    return order().compare(row(place - 1), row(place)) == 0;
  }

  /**
   * A partition in memory.
   *
   * @param rows the addresses of rows, of which the partition's are from one place to before
   *     another
   */
  record Resident(long[] rows, int from, int to, RowOrder order, BufferAllocator allocator)
      implements WindowPartition {
    @Override
    public long size() {
      return (long) to - from;
    }

    @Override
    public long row(long place) {
      return rows[from + (int) place];
    }

    @Override
    public WindowScratch scratch(RowLayout layout) {
      return new WindowScratch.Resident(layout, size(), allocator);
    }
  }

  /** A partition on disk. */
  record Paged(PagedRows rows, RowOrder order, QueryContext context) implements WindowPartition {
    @Override
    public long size() {
      return rows.count();
    }

    @Override
    public long row(long place) {
      return rows.row(place);
    }

    @Override
    public WindowScratch scratch(RowLayout layout) {
      return new WindowScratch.Spilled(layout, context);
    }
  }
}
