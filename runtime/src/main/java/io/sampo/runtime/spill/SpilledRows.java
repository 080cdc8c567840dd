package io.sampo.runtime.spill;

import io.sampo.codegen.row.RowLayout;
import io.sampo.runtime.block.CorruptBlockException;
import io.sampo.runtime.block.DecodedRows;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Rows in a file, in the order they were written. Grows while it is written by one thread;
 * afterwards read by many, each with a {@link Reader} of its own.
 */
public final class SpilledRows {
  private final SpillFile file;
  private final RowLayout layout;
  private final List<SpilledBlock> blocks = new ArrayList<>();
  private long count;
  private long bytes;

  SpilledRows(SpillFile file, RowLayout layout) {
    this.file = file;
    this.layout = layout;
  }

  void add(SpilledBlock block) {
    blocks.add(block);
    count += block.rows();
    bytes += block.bytes();
  }

  /** The number of rows. */
  public long count() {
    return count;
  }

  /** The number of rows of the blocks from one to before another. */
  public long count(int from, int to) {
    return blocks.subList(from, to).stream().mapToLong(SpilledBlock::rows).sum();
  }

  /** Bytes in the file. */
  public long bytes() {
    return bytes;
  }

  /** The number of blocks. */
  public int blocks() {
    return blocks.size();
  }

  public RowLayout layout() {
    return layout;
  }

  /** Reads one block, by its number; the caller closes the rows. */
  public DecodedRows read(int number, BufferAllocator allocator) {
    SpilledBlock block = blocks.get(number);
    try (ArrowBuf frame = allocator.buffer(block.bytes())) {
      file.read(block, frame.memoryAddress());
      return DecodedRows.of(frame.memoryAddress(), block.bytes(), layout, allocator);
    } catch (CorruptBlockException e) {
      throw file.damaged(block, e);
    }
  }

  /** Reads from the first row on. */
  public Reader reader(BufferAllocator allocator) {
    return new Reader(0, blocks.size(), allocator);
  }

  /** Reads the blocks from one to before another. */
  public Reader reader(int from, int to, BufferAllocator allocator) {
    return new Reader(from, to, allocator);
  }

  /** Reads blocks of rows one by one. Used by one thread at a time. */
  public final class Reader {
    private final BufferAllocator allocator;
    private final int to;
    private int next;

    private Reader(int from, int to, BufferAllocator allocator) {
      this.allocator = allocator;
      this.next = from;
      this.to = to;
    }

    /** The next rows, which the caller closes; null at the end. */
    public @Nullable DecodedRows next() {
      if (next >= to) {
        return null;
      }
      return read(next++, allocator);
    }
  }
}
