package io.sampo.runtime.operator;

import io.sampo.runtime.block.DecodedRows;
import io.sampo.runtime.spill.SpilledRows;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Rows in order. */
sealed interface SortedRun {
  /** The number of rows. */
  long count();

  /**
   * Reads from the first row on.
   *
   * @param outdated takes blocks that were read to their end, to be closed when their rows are no
   *     longer needed
   */
  Reader open(BufferAllocator allocator, List<DecodedRows> outdated);

  /** Walks over the rows. Used by one thread. */
  interface Reader extends AutoCloseable {
    /** The next row, or 0 at the end. */
    long next();

    @Override
    void close();
  }

  /** Rows in memory by their addresses. */
  record InMemory(long[] rows) implements SortedRun {
    @Override
    public long count() {
      return rows.length;
    }

    @Override
    public Reader open(BufferAllocator allocator, List<DecodedRows> outdated) {
      return new Reader() {
        private int at;

        @Override
        public long next() {
          return at < rows.length ? rows[at++] : 0;
        }

        @Override
        public void close() {}
      };
    }
  }

  /** Rows on disk. */
  record Spilled(SpilledRows rows) implements SortedRun {
    @Override
    public long count() {
      return rows.count();
    }

    @Override
    public Reader open(BufferAllocator allocator, List<DecodedRows> outdated) {
      SpilledRows.Reader blocks = rows.reader(allocator);
      return new Reader() {
        private @Nullable DecodedRows block;
        private int at;

        @Override
        public long next() {
          if (block == null || at == block.count()) {
            if (block != null) {
              outdated.add(block);
            }
            block = blocks.next();
            at = 0;
            if (block == null) {
              return 0;
            }
          }
          return block.row(at++);
        }

        @Override
        public void close() {
          if (block != null) {
            block.close();
            block = null;
          }
        }
      };
    }
  }
}
