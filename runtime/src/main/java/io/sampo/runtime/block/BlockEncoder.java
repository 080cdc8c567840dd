package io.sampo.runtime.block;

import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Makes frames of batches. Used by one thread at a time; keeps working memory until closed. */
public final class BlockEncoder implements AutoCloseable {
  private final StructType schema;
  private final VectorLayout[] layouts;
  private final Compression compression;
  private final int kind;
  private final BufferAllocator allocator;
  private final int buffers;
  private @Nullable ArrowBuf raw;
  private @Nullable ArrowBuf frame;

  /**
   * @param schema the columns of the batches to come
   */
  public BlockEncoder(StructType schema, Compression compression, BufferAllocator allocator) {
    this(schema, compression, Frame.COLUMNS, allocator);
  }

  private BlockEncoder(
      StructType schema, Compression compression, int kind, BufferAllocator allocator) {
    this.schema = schema;
    this.kind = kind;
    this.layouts = layouts(schema);
    this.buffers = buffers(layouts);
    this.compression = compression;
    this.allocator = allocator;
  }

  /**
   * Makes frames that are not compressed and have no checksum, for those who keep one beside them.
   */
  public static BlockEncoder bare(StructType schema, BufferAllocator allocator) {
    return new BlockEncoder(schema, Compression.NONE, Frame.BARE_COLUMNS, allocator);
  }

  static VectorLayout[] layouts(StructType schema) {
    return schema.fields().stream()
        .map(StructField::type)
        .map(VectorLayout::of)
        .toArray(VectorLayout[]::new);
  }

  static int buffers(VectorLayout[] layouts) {
    int buffers = 0;
    for (VectorLayout layout : layouts) {
      buffers += layout == VectorLayout.VIEW ? 3 : 2;
    }
    return buffers;
  }

  /** A frame with the batch's rows, which belongs to the caller. The batch stays as it is. */
  public EncodedBlock encode(ColumnBatch batch) {
    if (batch.schema().size() != schema.size()) {
      throw new IllegalArgumentException(batch.schema() + " instead of " + schema);
    }
    var sizes = new Sizes(batch);
    if (compression == Compression.NONE) {
      ArrowBuf target = allocator.buffer(sizes.frame + Texts.SLACK);
      return new EncodedBlock(
          target, write(batch, sizes, target.memoryAddress(), 0), batch.rowCount());
    }
    raw = atLeast(raw, sizes.largest + Texts.SLACK);
    frame = atLeast(frame, sizes.frame);
    long bytes = write(batch, sizes, frame.memoryAddress(), raw.memoryAddress());
    ArrowBuf exact = allocator.buffer(bytes);
    Memory.copy(frame.memoryAddress(), exact.memoryAddress(), bytes);
    return new EncodedBlock(exact, bytes, batch.rowCount());
  }

  /** What a batch takes. */
  private final class Sizes {
    final boolean[] anyNull = new boolean[layouts.length];
    final long[] texts = new long[layouts.length];
    long frame = Frame.headerBytes(buffers);
    long largest;

    Sizes(ColumnBatch batch) {
      int rows = batch.rowCount();
      for (int i = 0; i < layouts.length; i++) {
        anyNull[i] = Validity.anyNull(batch.nulls(i), rows);
        count(anyNull[i] ? Validity.bitmapBytes(rows) : 0);
        if (layouts[i] == VectorLayout.VIEW) {
          texts[i] = Texts.bytes(batch.values(i), batch.nulls(i), anyNull[i], rows);
          count(4L * (rows + 1));
          count(texts[i]);
        } else {
          count((long) rows * layouts[i].bytes());
        }
      }
    }

    private void count(long rawBytes) {
      frame += FrameWriter.bound(rawBytes, compression);
      largest = Math.max(largest, rawBytes);
    }
  }

  /**
   * @param scratch where raw bytes go before they are compressed; 0 for straight into the frame
   */
  private long write(ColumnBatch batch, Sizes sizes, long target, long scratch) {
    var writer = new FrameWriter(target, buffers, compression);
    int rows = batch.rowCount();
    for (int i = 0; i < layouts.length; i++) {
      boolean anyNull = sizes.anyNull[i];
      long values = batch.values(i);
      long nulls = batch.nulls(i);
      long to = scratch == 0 ? writer.position() : scratch;
      if (anyNull) {
        Validity.toBitmap(nulls, to, rows);
      }
      writer.add(to, anyNull ? Validity.bitmapBytes(rows) : 0);
      if (layouts[i] == VectorLayout.VIEW) {
        to = scratch == 0 ? writer.position() : scratch;
        Texts.offsets(values, nulls, anyNull, rows, to);
        writer.add(to, 4L * (rows + 1));
        to = scratch == 0 ? writer.position() : scratch;
        Texts.gather(values, nulls, anyNull, rows, to);
        writer.add(to, sizes.texts[i]);
      } else {
        writer.add(values, (long) rows * layouts[i].bytes());
      }
    }
    return writer.finish(kind, rows, layouts.length);
  }

  private ArrowBuf atLeast(@Nullable ArrowBuf buffer, long bytes) {
    if (buffer != null && buffer.capacity() >= bytes) {
      return buffer;
    }
    ArrowBuf larger = allocator.buffer(bytes);
    if (buffer != null) {
      buffer.close();
    }
    return larger;
  }

  /** Frees the working memory; blocks made stay valid. May be called twice. */
  @Override
  public void close() {
    if (raw != null) {
      raw.close();
      raw = null;
    }
    if (frame != null) {
      frame.close();
      frame = null;
    }
  }
}
