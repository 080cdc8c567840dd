package io.sampo.runtime.cache;

import io.sampo.codegen.vector.BatchSource;
import io.sampo.codegen.vector.ColumnVector;
import io.sampo.codegen.vector.Memory;
import io.sampo.error.SampoException;
import io.sampo.runtime.compress.CompressionException;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Reads kept blocks, unpacking the columns that are asked for. */
final class KeptSource implements BatchSource {
  private final BlockSupply blocks;
  private final int[] projection;
  private final int batchSize;
  private final BufferAllocator allocator;
  private final List<ColumnVector> vectors = new ArrayList<>();
  private final @Nullable ArrowBuf[] unpacked;
  private final @Nullable ArrowBuf[] bitmaps;
  private final boolean[] ready;
  private @Nullable KeptBlock open;
  private @Nullable ArrowBuf packed;
  private int from;
  private int count;
  private long bytesRead;

  /**
   * @param blocks closed with this
   * @param projection indexes of the columns, in the order the batches shall have
   */
  KeptSource(
      BlockSupply blocks,
      int[] projection,
      List<DataType> types,
      int batchSize,
      BufferAllocator allocator) {
    this.blocks = blocks;
    this.projection = projection.clone();
    this.batchSize = batchSize;
    this.allocator = allocator;
    types.forEach(type -> vectors.add(new ColumnVector(type)));
    this.unpacked = new ArrowBuf[projection.length];
    this.bitmaps = new ArrowBuf[projection.length];
    this.ready = new boolean[projection.length];
  }

  private KeptBlock block() {
    return Objects.requireNonNull(open);
  }

  @Override
  public int next() {
    Arrays.fill(ready, false);
    from += count;
    if (open == null || from >= open.rows()) {
      from = 0;
      if (!openNext()) {
        count = 0;
        return -1;
      }
    }
    count = Math.min(batchSize, block().rows() - from);
    return count;
  }

  private boolean openNext() {
    free(unpacked);
    if (packed != null) {
      packed.close();
      packed = null;
    }
    open = null;
    BlockSupply.Opened next = blocks.next();
    if (next == null) {
      return false;
    }
    open = next.block();
    packed = next.bytes();
    bytesRead += next.block().bytes();
    return true;
  }

  private static void free(@Nullable ArrowBuf[] buffers) {
    for (int i = 0; i < buffers.length; i++) {
      ArrowBuf buffer = buffers[i];
      if (buffer != null) {
        buffer.close();
        buffers[i] = null;
      }
    }
  }

  @Override
  public ColumnVector column(int index) {
    ColumnVector vector = vectors.get(index);
    if (ready[index]) {
      return vector;
    }
    ready[index] = true;
    long image = unpacked(index);
    KeptBlock block = block();
    long values = image + KeptBlock.bitmapBytes(block.rows()) + (long) from * vector.layout.bytes();
    boolean anyNull = block.columns().get(projection[index]).anyNull();
    vector.set(values, anyNull ? validity(index, image) : 0);
    return vector;
  }

  private long unpacked(int index) {
    ArrowBuf image = unpacked[index];
    if (image != null) {
      return image.memoryAddress();
    }
    KeptBlock block = block();
    int column = projection[index];
    image = allocator.buffer(block.columns().get(column).unpacked());
    unpacked[index] = image;
    ArrowBuf bytes = packed;
    if (bytes == null) {
      throw new IllegalStateException("no block is open");
    }
    try {
      block.unpack(column, vectors.get(index).layout, bytes.memoryAddress(), image.memoryAddress());
    } catch (CompressionException e) {
      throw SampoException.internal("kept rows do not unpack: " + e.getMessage(), e);
    }
    return image.memoryAddress();
  }

  /** The batch's part of a block's bitmap, which a batch that begins within a byte has copied. */
  private long validity(int index, long bitmap) {
    if (from % 8 == 0) {
      return bitmap + from / 8;
    }
    ArrowBuf copy = bitmaps[index];
    if (copy == null) {
      copy = allocator.buffer(batchSize / 8 + 8L);
      bitmaps[index] = copy;
    }
    long address = copy.memoryAddress();
    Memory.fill(address, count / 8 + 8L, (byte) 0);
    for (int i = 0; i < count; i++) {
      if (Memory.getBit(bitmap, from + i)) {
        Memory.setBit(address, i);
      }
    }
    return address;
  }

  @Override
  public long bytesRead() {
    return bytesRead;
  }

  @Override
  public void close() {
    free(unpacked);
    free(bitmaps);
    if (packed != null) {
      packed.close();
      packed = null;
    }
    blocks.close();
  }
}
