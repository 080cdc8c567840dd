package io.sampo.runtime.operator;

import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.block.DecodedRows;
import io.sampo.runtime.spill.SpilledRows;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Rows on disk, in the order they were written.
 *
 * @param rows all of them
 * @param from the first block
 * @param to the block behind the last
 * @param allocator for the blocks being read
 */
record SpilledPart(SpilledRows rows, int from, int to, BufferAllocator allocator)
    implements RowSet.Part {
  @Override
  public long count() {
    return rows.count(from, to);
  }

  @Override
  public RowSet.Cursor open() {
    return new BlockCursor(rows.reader(from, to, allocator));
  }

  @Override
  public List<RowSet.Part> split(long wished) {
    var split = new ArrayList<RowSet.Part>();
    int start = from;
    for (int block = from + 1; block <= to; block++) {
      if (block == to || rows.count(start, block) >= wished) {
        split.add(new SpilledPart(rows, start, block, allocator));
        start = block;
      }
    }
    return split;
  }

  /** Reads block after block. */
  private static final class BlockCursor implements RowSet.Cursor {
    private final SpilledRows.Reader reader;
    private @Nullable DecodedRows block;
    private int at;

    BlockCursor(SpilledRows.Reader reader) {
      this.reader = reader;
    }

    @Override
    public int next(long pointers, int most) {
      while (block == null || at == block.count()) {
        close();
        block = reader.next();
        at = 0;
        if (block == null) {
          return 0;
        }
      }
      int count = Math.min(most, block.count() - at);
      for (int i = 0; i < count; i++) {
        Memory.putLong(pointers + 8L * i, block.row(at + i));
      }
      at += count;
      return count;
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
