package io.sampo.runtime.block;

import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.types.StructType;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** Makes batches of frames. Stateless apart from what it was made with; safe for many threads. */
public final class BlockDecoder {
  private final StructType schema;
  private final VectorLayout[] layouts;
  private final BufferAllocator allocator;
  private final int kind;
  private final int buffers;

  /**
   * @param schema the columns that the frames were made of
   */
  public BlockDecoder(StructType schema, BufferAllocator allocator) {
    this(schema, Frame.COLUMNS, allocator);
  }

  private BlockDecoder(StructType schema, int kind, BufferAllocator allocator) {
    this.schema = schema;
    this.kind = kind;
    this.layouts = BlockEncoder.layouts(schema);
    this.buffers = BlockEncoder.buffers(layouts);
    this.allocator = allocator;
  }

  /** Reads frames of {@link BlockEncoder#bare}, whose bytes the caller knows to be right. */
  public static BlockDecoder bare(StructType schema, BufferAllocator allocator) {
    return new BlockDecoder(schema, Frame.BARE_COLUMNS, allocator);
  }

  /** The rows of a frame, unchecked; for those who only pass frames on. */
  public static int rows(long address) {
    return Memory.getInt(address + 8);
  }

  /**
   * The rows as a batch, which belongs to the caller and refers to nothing of the frame.
   *
   * @throws CorruptBlockException when the bytes are not those that were encoded
   */
  public ColumnBatch decode(long address, long bytes) {
    var frame = new Frame(address, bytes, kind, buffers, layouts.length);
    var batch = new ColumnBatch(schema, Math.max(1, frame.rows), allocator);
    try {
      batch.setRows(frame.rows);
      for (int i = 0; i < layouts.length; i++) {
        column(frame, batch, i);
      }
      return batch;
    } catch (RuntimeException | Error e) {
      batch.close();
      throw e;
    }
  }

  private void column(Frame frame, ColumnBatch batch, int column) {
    int rows = frame.rows;
    long bitmap = frame.nextBytes();
    if (bitmap == 0) {
      frame.skip();
      Memory.fill(batch.nulls(column), rows, (byte) 0);
    } else {
      Frame.require(bitmap == Validity.bitmapBytes(rows), "a bitmap of another size");
      withRaw(frame, address -> Validity.toNulls(address, batch.nulls(column), rows));
    }
    VectorLayout layout = layouts[column];
    if (layout == VectorLayout.VIEW) {
      Frame.require(frame.nextBytes() == 4L * (rows + 1), "offsets of another size");
      withRaw(frame, offsets -> texts(frame, batch, column, offsets));
    } else {
      Frame.require(frame.nextBytes() == (long) rows * layout.bytes(), "values of another size");
      frame.take(batch.values(column));
    }
  }

  private static void texts(Frame frame, ColumnBatch batch, int column, long offsets) {
    long total = frame.nextBytes();
    long bytes = batch.strings().reserve((int) total);
    frame.take(bytes);
    Texts.views(offsets, bytes, total, frame.rows, batch.values(column));
  }

  private interface RawUser {
    void use(long address);
  }

  /** Lends the raw bytes of the next buffer: in place, or decompressed for as long as needed. */
  private void withRaw(Frame frame, RawUser user) {
    long direct = frame.direct();
    if (direct != 0) {
      frame.skip();
      user.use(direct);
      return;
    }
    try (ArrowBuf raw = allocator.buffer(frame.nextBytes())) {
      frame.take(raw.memoryAddress());
      user.use(raw.memoryAddress());
    }
  }
}
