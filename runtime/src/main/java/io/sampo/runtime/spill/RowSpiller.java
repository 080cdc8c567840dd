package io.sampo.runtime.spill;

import io.sampo.codegen.row.RowLayout;
import io.sampo.runtime.block.Compression;
import io.sampo.runtime.block.RowBlock;
import io.sampo.runtime.block.RowBlockEncoder;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows to a file, dealt out to partitions. Used by one thread at a time. It has memory only
 * from the first row after a {@link #flush} to the next flush: a block for each partition that gets
 * rows.
 */
public final class RowSpiller implements AutoCloseable {
  private static final int BLOCK_BYTES = 64 << 10;

  /** Of blocks of many partitions at once. */
  private static final int SMALL_BLOCK_BYTES = 24 << 10;

  private final SpillFile file;
  private final RowLayout layout;
  private final boolean hashed;
  private final int blockBytes;
  private final BufferAllocator allocator;
  private final @Nullable RowBlock[] gathered;
  private final List<SpilledRows> written = new ArrayList<>();
  private @Nullable RowBlockEncoder encoder;

  /**
   * @param file what is written to; not closed by this
   * @param hashed whether the rows' hashes mean something
   */
  public RowSpiller(
      SpillFile file, RowLayout layout, int partitions, boolean hashed, BufferAllocator allocator) {
    this.file = file;
    this.layout = layout;
    this.hashed = hashed;
    this.allocator = allocator;
    this.blockBytes = partitions > 1 ? SMALL_BLOCK_BYTES : BLOCK_BYTES;
    this.gathered = new RowBlock[partitions];
    for (int i = 0; i < partitions; i++) {
      written.add(new SpilledRows(file, layout));
    }
  }

  /** Copies a row. */
  public void add(int partition, long row) {
    RowBlock block = gathered[partition];
    if (block == null) {
      block = new RowBlock(layout, blockBytes, hashed, allocator);
      gathered[partition] = block;
    }
    if (!block.add(row)) {
      write(partition, block);
      if (!block.add(row)) {
        throw new IllegalStateException("a row does not fit into an empty block");
      }
    }
  }

  private void write(int partition, RowBlock block) {
    if (encoder == null) {
      encoder = new RowBlockEncoder(Compression.LZ4, allocator);
    }
    encoder.encode(
        block,
        (address, bytes, rows) -> written.get(partition).add(file.append(address, bytes, rows)));
  }

  /** How many blocks of a partition are in the file. */
  public int blocks(int partition) {
    return written.get(partition).blocks();
  }

  /** Writes what is gathered and frees the memory for it. */
  public void flush() {
    for (int i = 0; i < gathered.length; i++) {
      RowBlock block = gathered[i];
      if (block != null && block.rows() > 0) {
        write(i, block);
      }
    }
    close();
  }

  /** What was written for each partition; complete after {@link #flush}. */
  public List<SpilledRows> written() {
    return List.copyOf(written);
  }

  /** Frees the memory; rows not flushed are lost. May be called twice. */
  @Override
  public void close() {
    for (int i = 0; i < gathered.length; i++) {
      RowBlock block = gathered[i];
      if (block != null) {
        block.close();
        gathered[i] = null;
      }
    }
    if (encoder != null) {
      encoder.close();
      encoder = null;
    }
  }
}
