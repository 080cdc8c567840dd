package io.sampo.runtime.join;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.error.SampoException;
import io.sampo.runtime.compress.Addresses;
import io.sampo.runtime.compress.Codec;
import io.sampo.runtime.compress.CompressionException;
import io.sampo.runtime.spill.SpillFile;
import io.sampo.runtime.spill.SpilledBlock;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * A temporary file of rows of one layout, in compressed blocks. Written by one thread at a time; a
 * complete file is read by many.
 *
 * <p>A block is the rows as they are in memory, then the bytes of their long strings; a view of one
 * holds the string's place among these instead of its address.
 */
public final class RowFile implements AutoCloseable {
  private static final Codec CODEC = Codec.LZ4;

  private final RowLayout layout;
  private final BufferAllocator allocator;
  private final List<RowLayout.Field> texts;
  private final SpillFile file;

  RowFile(SpillFile file, RowLayout layout, BufferAllocator allocator) {
    this.file = file;
    this.layout = layout;
    this.allocator = allocator;
    this.texts =
        layout.fields().stream().filter(field -> field.layout() == VectorLayout.VIEW).toList();
  }

  /** Writes the rows at some of these addresses as one block. */
  public RowBlock write(long[] rows, int from, int to) {
    long fixed = (long) layout.width() * (to - from);
    long strings = 0;
    for (int i = from; i < to; i++) {
      strings += stringBytes(rows[i]);
    }
    long plain = fixed + strings;
    long most = CODEC.maxCompressedBytes(plain);
    try (ArrowBuf image = allocator.buffer(plain);
        ArrowBuf packed = allocator.buffer(most)) {
      fill(image.memoryAddress(), rows, from, to, fixed);
      long size = CODEC.compress(image.memoryAddress(), plain, packed.memoryAddress(), most);
      int checksum = checksum(packed.memoryAddress(), size);
      SpilledBlock place = file.append(packed.memoryAddress(), size, to - from);
      return new RowBlock(this, place, plain, checksum);
    } catch (CompressionException e) {
      throw SampoException.internal("rows do not compress: " + e.getMessage(), e);
    }
  }

  private long stringBytes(long row) {
    long bytes = 0;
    for (RowLayout.Field field : texts) {
      if (isLong(field, row)) {
        bytes += StringView.length(row + field.offset());
      }
    }
    return bytes;
  }

  private static boolean isLong(RowLayout.Field field, long row) {
    boolean isNull = field.nullable() && Memory.getByte(row + field.nullOffset()) != 0;
    return !isNull && StringView.length(row + field.offset()) > StringView.INLINE;
  }

  private void fill(long image, long[] rows, int from, int to, long fixed) {
    long strings = fixed;
    long target = image;
    for (int i = from; i < to; i++) {
      Memory.copy(rows[i], target, layout.width());
      // What means nothing on disk, the matched mark too, compresses best when it is the same in
      // every row.
      Memory.putLong(target + RowLayout.NEXT, 0);
      for (RowLayout.Field field : texts) {
        if (isLong(field, rows[i])) {
          int bytes = StringView.length(rows[i] + field.offset());
          Memory.copy(Memory.getLong(rows[i] + field.offset() + 8), image + strings, bytes);
          Memory.putLong(target + field.offset() + 8, strings - fixed);
          strings += bytes;
        }
      }
      target += layout.width();
    }
  }

  private static int checksum(long address, long bytes) {
    var checksum = new CRC32C();
    checksum.update(Addresses.buffer(address, bytes));
    return (int) checksum.getValue();
  }

  /** Adds the rows of a block to pages. */
  void read(RowBlock block, RowPages into) {
    long bytes = block.place().bytes();
    try (ArrowBuf packed = allocator.buffer(bytes);
        ArrowBuf image = allocator.buffer(block.memory())) {
      file.read(block.place(), packed.memoryAddress());
      if (checksum(packed.memoryAddress(), bytes) != block.checksum()) {
        throw file.damaged(block.place(), new IllegalStateException("the block has changed"));
      }
      CODEC.decompress(packed.memoryAddress(), bytes, image.memoryAddress(), block.memory());
      add(block, image.memoryAddress(), into);
    } catch (CompressionException e) {
      throw file.damaged(block.place(), new IllegalStateException(e.getMessage(), e));
    }
  }

  private void add(RowBlock block, long image, RowPages into) {
    long fixed = (long) layout.width() * block.rows();
    long strings = block.memory() - fixed;
    long base = 0;
    if (strings > 0) {
      base = into.strings().reserve(Math.toIntExact(strings));
      Memory.copy(image + fixed, base, strings);
    }
    long source = image;
    for (int i = 0; i < block.rows(); i++) {
      long row = into.add();
      Memory.copy(source, row, layout.width());
      for (RowLayout.Field field : texts) {
        if (isLong(field, row)) {
          long view = row + field.offset() + 8;
          Memory.putLong(view, base + Memory.getLong(view));
        }
      }
      source += layout.width();
    }
  }

  /** No more blocks will be written. */
  public void complete() {}

  /** Deletes the file. May be called twice. */
  @Override
  public void close() {
    file.close();
  }
}
