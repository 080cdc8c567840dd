package io.sampo.runtime.operator;

import io.sampo.runtime.block.DecodedRows;
import io.sampo.runtime.spill.SpilledRows;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Rows in order. */
sealed interface SortedRun {
  /** The number of rows. */
  long count();

  /**
   * Reads from one row to before another.
   *
   * @param outdated takes blocks that were read to their end, to be closed when their rows are no
   *     longer needed
   */
  Reader open(long from, long to, BufferAllocator allocator, List<DecodedRows> outdated);

  /** A row that is cheap to read, at a place or not far before it. */
  long near(long place);

  /** The prefix of such a row. */
  long prefixNear(long place);

  /** Looks at such a row, whose address is valid during the call only. */
  void look(long place, BufferAllocator allocator, LongConsumer row);

  /**
   * How many rows come before a given one, in the order only: none of those that are ordered alike
   * does.
   */
  long countBefore(long row, BufferAllocator allocator);

  /** Walks over the rows. Used by one thread. */
  interface Reader extends AutoCloseable {
    /** The next row, or 0 at the end. */
    long next();

    /** The prefix of the row read last. */
    long prefix();

    @Override
    void close();
  }

  /** The first place, from one to before another, at which rows are not before; else the end. */
  static long first(long from, long to, LongPredicate before) {
    long low = from;
    long high = to;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (before.test(middle)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Rows in memory. */
  record InMemory(SortEntries rows, RowOrder order) implements SortedRun {
    @Override
    public long count() {
      return rows.count();
    }

    @Override
    public long near(long place) {
      return place;
    }

    @Override
    public long prefixNear(long place) {
      return rows.prefix((int) place);
    }

    @Override
    public void look(long place, BufferAllocator allocator, LongConsumer row) {
      row.accept(rows.row((int) place));
    }

    @Override
    public long countBefore(long row, BufferAllocator allocator) {
      long prefix = order.prefix(row);
      return first(
          0,
          rows.count(),
          place -> {
            long found = rows.prefix((int) place);
            return found != prefix ? found < prefix : order.compare(rows.row((int) place), row) < 0;
          });
    }

    @Override
    public Reader open(long from, long to, BufferAllocator allocator, List<DecodedRows> outdated) {
      return new Reader() {
        private int at = (int) from - 1;

        @Override
        public long next() {
          return ++at < to ? rows.row(at) : 0;
        }

        @Override
        public long prefix() {
          return rows.prefix(at);
        }

        @Override
        public void close() {}
      };
    }
  }

  /**
   * Rows on disk.
   *
   * @param firsts the prefix of each block's first row
   * @param starts the place of each block's first row, and behind them that of the end
   */
  record Spilled(SpilledRows rows, RowOrder order, long[] firsts, long[] starts)
      implements SortedRun {
    static Spilled of(SpilledRows rows, RowOrder order, long[] firsts) {
      long[] starts = new long[rows.blocks() + 1];
      for (int i = 0; i < rows.blocks(); i++) {
        starts[i + 1] = starts[i] + rows.count(i, i + 1);
      }
      return new Spilled(rows, order, firsts, starts);
    }

    @Override
    public long count() {
      return rows.count();
    }

    private int block(long place) {
      int found = Arrays.binarySearch(starts, place);
      return found >= 0 ? found : -found - 2;
    }

    @Override
    public long near(long place) {
      return starts[block(place)];
    }

    @Override
    public long prefixNear(long place) {
      return firsts[block(place)];
    }

    @Override
    public void look(long place, BufferAllocator allocator, LongConsumer row) {
      try (DecodedRows block = rows.read(block(place), allocator)) {
        row.accept(block.row(0));
      }
    }

    @Override
    public long countBefore(long row, BufferAllocator allocator) {
      long prefix = order.prefix(row);
      int end =
          (int) first(0, firsts.length, block -> beginsBefore((int) block, prefix, row, allocator));
      if (end == 0) {
        return 0;
      }
      try (DecodedRows block = rows.read(end - 1, allocator)) {
        long before = first(0, block.count(), at -> order.compare(block.row((int) at), row) < 0);
        return starts[end - 1] + before;
      }
    }

    private boolean beginsBefore(int number, long prefix, long row, BufferAllocator allocator) {
      if (firsts[number] != prefix) {
        return firsts[number] < prefix;
      }
      try (DecodedRows block = rows.read(number, allocator)) {
        return order.compare(block.row(0), row) < 0;
      }
    }

    @Override
    public Reader open(long from, long to, BufferAllocator allocator, List<DecodedRows> outdated) {
      return new BlockReader(this, from, to, allocator, outdated);
    }
  }

  /** Reads block after block. */
  final class BlockReader implements Reader {
    private final RowOrder order;
    private final SpilledRows.Reader blocks;
    private final List<DecodedRows> outdated;
    private @Nullable DecodedRows block;
    private int at;
    private long left;
    private long current;

    private BlockReader(
        Spilled run, long from, long to, BufferAllocator allocator, List<DecodedRows> outdated) {
      int first = from < to ? run.block(from) : run.rows.blocks();
      this.order = run.order;
      this.blocks = run.rows.reader(first, run.rows.blocks(), allocator);
      this.outdated = outdated;
      this.left = to - from;
      if (left > 0) {
        block = blocks.next();
        at = (int) (from - run.starts[first]);
      }
    }

    @Override
    public long next() {
      if (block != null && (left == 0 || at == block.count())) {
        outdated.add(block);
        block = left == 0 ? null : blocks.next();
        at = 0;
      }
      if (block == null) {
        return 0;
      }
      left--;
      current = block.row(at++);
      return current;
    }

    @Override
    public long prefix() {
      return order.prefix(current);
    }

    @Override
    public void close() {
      if (block != null) {
        block.close();
        block = null;
      }
    }
  }
}
