package io.sampo.runtime.join;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.compress.Addresses;
import io.sampo.runtime.compress.Codec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
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
  private final Path path;
  private final FileChannel channel;
  private long length;
  private boolean closed;

  RowFile(Path folder, RowLayout layout, BufferAllocator allocator) {
    this.layout = layout;
    this.allocator = allocator;
    this.texts =
        layout.fields().stream().filter(field -> field.layout() == VectorLayout.VIEW).toList();
    try {
      Files.createDirectories(folder);
      this.path = Files.createTempFile(folder, "rows-", ".spill");
      this.channel =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  private static SampoException failed(Path path, IOException cause) {
    return new SampoException(
        ErrorCode.FAILED_WRITE_FILE,
        Map.of("path", path, "details", String.valueOf(cause)),
        null,
        cause);
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
      ByteBuffer bytes = Addresses.buffer(packed.memoryAddress(), size);
      int checksum = checksum(bytes);
      long offset = length;
      while (bytes.hasRemaining()) {
        length += channel.write(bytes, length);
      }
      return new RowBlock(this, offset, Math.toIntExact(size), to - from, plain, checksum);
    } catch (IOException e) {
      throw failed(path, e);
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
      // What means nothing on disk compresses best when it is the same in every row.
      Memory.putLong(target + RowLayout.NEXT, 0);
      Memory.putLong(target + RowLayout.MATCHED, 0);
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

  private static int checksum(ByteBuffer bytes) {
    var checksum = new CRC32C();
    checksum.update(bytes.duplicate());
    return (int) checksum.getValue();
  }

  /** Adds the rows of a block to pages. */
  void read(RowBlock block, RowPages into) {
    try (ArrowBuf packed = allocator.buffer(block.bytes());
        ArrowBuf image = allocator.buffer(block.memory())) {
      ByteBuffer bytes = Addresses.buffer(packed.memoryAddress(), block.bytes());
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, block.offset() + bytes.position()) < 0) {
          throw new IOException("the file ends at " + channel.size());
        }
      }
      if (checksum(bytes.flip()) != block.checksum()) {
        throw new IOException("the block at " + block.offset() + " has changed");
      }
      CODEC.decompress(
          packed.memoryAddress(), block.bytes(), image.memoryAddress(), block.memory());
      add(block, image.memoryAddress(), into);
    } catch (IOException e) {
      throw failed(path, e);
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
    if (closed) {
      return;
    }
    closed = true;
    try {
      channel.close();
    } catch (IOException e) {
      throw failed(path, e);
    }
  }
}
