package io.sampo.runtime.cache;

import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.error.SampoException;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.runtime.compress.Codec;
import io.sampo.runtime.compress.CompressionException;
import io.sampo.runtime.exchange.BlockContent;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * How a batch is kept: each column compressed on its own, so that a query unpacks only those it
 * reads.
 *
 * <p>An unpacked column is a bitmap with 1 for a value, padded to 64 bytes, then the values, then
 * the bytes of long strings, to which views point by their places among them.
 *
 * @param rows how many rows it holds
 * @param columns where each column lies among the packed bytes
 */
public record KeptBlock(int rows, List<Column> columns) {
  private static final Codec CODEC = Codec.LZ4;
  private static final int FIRST_COLUMN = 16;
  private static final int OF_COLUMN = 32;

  public KeptBlock {
    columns = List.copyOf(columns);
  }

  /**
   * A packed column.
   *
   * @param offset among the packed bytes
   * @param bytes how many they are
   * @param unpacked how many they are unpacked
   * @param anyNull whether a value is null
   */
  public record Column(long offset, long bytes, long unpacked, boolean anyNull) {}

  /** A block with its bytes, which are the receiver's. */
  record Packed(KeptBlock block, ArrowBuf bytes) {}

  /**
   * A batch as a block that tells what it holds, for other processes. The caller closes it.
   *
   * @param checksum over the batch's rows, in any order
   */
  public static BlockContent image(ColumnBatch batch, long checksum, BufferAllocator allocator) {
    Packed packed = of(batch, allocator);
    KeptBlock block = packed.block();
    try (ArrowBuf bytes = packed.bytes()) {
      long head = headBytes(block.columns().size());
      ArrowBuf image = allocator.buffer(head + block.bytes());
      long at = image.memoryAddress();
      Memory.putLong(at, block.rows());
      Memory.putLong(at + 8, block.columns().size());
      at += FIRST_COLUMN;
      for (Column column : block.columns()) {
        Memory.putLong(at, head + column.offset());
        Memory.putLong(at + 8, column.bytes());
        Memory.putLong(at + 16, column.unpacked());
        Memory.putLong(at + 24, column.anyNull() ? 1 : 0);
        at += OF_COLUMN;
      }
      Memory.copy(bytes.memoryAddress(), image.memoryAddress() + head, block.bytes());
      return new BlockContent(image, head + block.bytes(), block.rows(), checksum);
    }
  }

  private static long headBytes(long columns) {
    return FIRST_COLUMN + columns * OF_COLUMN;
  }

  /**
   * What an {@link #image} holds, its columns by their places in it.
   *
   * @throws SampoException INTERNAL_ERROR when it is none
   */
  static KeptBlock read(BlockContent image) {
    long at = image.address();
    long rows = image.bytes() < FIRST_COLUMN ? -1 : Memory.getLong(at);
    long count = rows < 0 ? -1 : Memory.getLong(at + 8);
    if (rows != image.rows() || count < 0 || count > (image.bytes() - FIRST_COLUMN) / OF_COLUMN) {
      throw SampoException.internal("a block of kept rows has no head", null);
    }
    at += FIRST_COLUMN;
    var columns = new ArrayList<Column>();
    for (long i = 0; i < count; i++) {
      long offset = Memory.getLong(at);
      long bytes = Memory.getLong(at + 8);
      if (offset < 0 || bytes < 0 || offset + bytes > image.bytes()) {
        throw SampoException.internal("a block of kept rows ends in a column", null);
      }
      columns.add(new Column(offset, bytes, Memory.getLong(at + 16), Memory.getLong(at + 24) != 0));
      at += OF_COLUMN;
    }
    return new KeptBlock((int) rows, columns);
  }

  /** The bytes up to the end of the last column. */
  long bytes() {
    return columns.isEmpty() ? 0 : columns.getLast().offset() + columns.getLast().bytes();
  }

  static long bitmapBytes(int rows) {
    return (rows + 7L) / 8 + 63 & -64;
  }

  /** Packs a batch. */
  static Packed of(ColumnBatch batch, BufferAllocator allocator) {
    int columnCount = batch.schema().size();
    long most = 64;
    var sizes = new ArrayList<Long>();
    for (int i = 0; i < columnCount; i++) {
      long size = unpackedBytes(batch, i);
      sizes.add(size);
      most += CODEC.maxCompressedBytes(size);
    }
    var columns = new ArrayList<Column>();
    try (ArrowBuf packed = allocator.buffer(most)) {
      long at = 0;
      for (int i = 0; i < columnCount; i++) {
        try (ArrowBuf image = allocator.buffer(sizes.get(i))) {
          boolean anyNull = fill(batch, i, image.memoryAddress());
          long bytes = compress(image, sizes.get(i), packed.memoryAddress() + at, most - at);
          columns.add(new Column(at, bytes, sizes.get(i), anyNull));
          at += bytes;
        }
      }
      ArrowBuf exact = allocator.buffer(Math.max(1, at));
      Memory.copy(packed.memoryAddress(), exact.memoryAddress(), at);
      return new Packed(new KeptBlock(batch.rowCount(), columns), exact);
    }
  }

  private static long compress(ArrowBuf image, long bytes, long to, long capacity) {
    try {
      return CODEC.compress(image.memoryAddress(), bytes, to, capacity);
    } catch (CompressionException e) {
      throw SampoException.internal("rows do not compress: " + e.getMessage(), e);
    }
  }

  private static long unpackedBytes(ColumnBatch batch, int column) {
    VectorLayout layout = VectorLayout.of(batch.schema().fields().get(column).type());
    int rows = batch.rowCount();
    long bytes = bitmapBytes(rows) + (long) layout.bytes() * rows;
    if (layout == VectorLayout.VIEW) {
      for (int row = 0; row < rows; row++) {
        long view = batch.values(column) + (long) row * StringView.BYTES;
        if (!batch.isNull(row, column) && StringView.length(view) > StringView.INLINE) {
          bytes += StringView.length(view);
        }
      }
    }
    return bytes;
  }

  private static boolean fill(ColumnBatch batch, int column, long image) {
    VectorLayout layout = VectorLayout.of(batch.schema().fields().get(column).type());
    int rows = batch.rowCount();
    long bitmap = bitmapBytes(rows);
    Memory.fill(image, bitmap, (byte) 0);
    Memory.copy(batch.values(column), image + bitmap, (long) layout.bytes() * rows);
    long strings = image + bitmap + (long) layout.bytes() * rows;
    long place = 0;
    boolean anyNull = false;
    for (int row = 0; row < rows; row++) {
      if (batch.isNull(row, column)) {
        anyNull = true;
        Memory.fill(image + bitmap + (long) row * layout.bytes(), layout.bytes(), (byte) 0);
        continue;
      }
      Memory.setBit(image, row);
      if (layout == VectorLayout.VIEW) {
        long view = image + bitmap + (long) row * StringView.BYTES;
        int length = StringView.length(view);
        if (length > StringView.INLINE) {
          Memory.copy(Memory.getLong(view + 8), strings + place, length);
          Memory.putLong(view + 8, place);
          place += length;
        }
      }
    }
    return anyNull;
  }

  /**
   * Unpacks a column.
   *
   * @param packed the address of the block's bytes
   * @param to room for the column's unpacked bytes
   */
  void unpack(int index, VectorLayout layout, long packed, long to) throws CompressionException {
    Column column = columns.get(index);
    CODEC.decompress(packed + column.offset(), column.bytes(), to, column.unpacked());
    if (layout != VectorLayout.VIEW) {
      return;
    }
    long views = to + bitmapBytes(rows);
    long strings = views + (long) rows * StringView.BYTES;
    for (int row = 0; row < rows; row++) {
      long view = views + (long) row * StringView.BYTES;
      if (StringView.length(view) > StringView.INLINE) {
        Memory.putLong(view + 8, strings + Memory.getLong(view + 8));
      }
    }
  }
}
