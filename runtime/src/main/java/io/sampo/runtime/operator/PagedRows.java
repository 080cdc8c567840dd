package io.sampo.runtime.operator;

import io.sampo.runtime.block.DecodedRows;
import io.sampo.runtime.spill.SpilledRows;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Rows on disk by number, with the blocks in memory that were used last. Several places that move
 * through the rows cost one reading of each block for each of them, while there are no more of them
 * than blocks kept. Used by one thread.
 */
final class PagedRows implements AutoCloseable {
  private final SpilledRows rows;
  private final BufferAllocator allocator;
  private final long[] starts;
  private final @Nullable DecodedRows[] blocks;
  private final ArrayDeque<Integer> used = new ArrayDeque<>();
  private final int kept;
  private long from;
  private long to;
  private @Nullable DecodedRows current;

  /**
   * @param kept so many blocks are kept, at least 2
   */
  PagedRows(SpilledRows rows, int kept, BufferAllocator allocator) {
    this.rows = rows;
    this.kept = Math.max(2, kept);
    this.allocator = allocator;
    this.starts = new long[rows.blocks() + 1];
    this.blocks = new DecodedRows[rows.blocks()];
    for (int i = 0; i < blocks.length; i++) {
      starts[i + 1] = starts[i] + rows.count(i, i + 1);
    }
  }

  long count() {
    return rows.count();
  }

  /** The address of a row, valid until two others were asked for. */
  long row(long number) {
    DecodedRows block = current;
    if (block == null || number < from || number >= to) {
      block = move(number);
    }
    return block.row((int) (number - from));
  }

  private DecodedRows move(long number) {
    int found = Arrays.binarySearch(starts, number);
    int index = found >= 0 ? found : -found - 2;
    DecodedRows block = blocks[index];
    if (block == null) {
      if (used.size() == kept) {
        drop(used.removeFirst());
      }
      block = rows.read(index, allocator);
      blocks[index] = block;
    } else {
      used.remove(index);
    }
    used.addLast(index);
    from = starts[index];
    to = starts[index + 1];
    current = block;
    return block;
  }

  private void drop(int index) {
    DecodedRows block = blocks[index];
    if (block != null) {
      block.close();
      blocks[index] = null;
    }
  }

  /** Frees the blocks. May be called twice. */
  @Override
  public void close() {
    current = null;
    while (!used.isEmpty()) {
      drop(used.removeFirst());
    }
  }
}
