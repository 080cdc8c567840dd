package io.sampo.runtime.cache;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.compress.Addresses;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.zip.CRC32C;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * The blocks of a kept table that lie on disk, in a file that vanishes with the process. Safe for
 * use by many threads.
 */
final class KeptFile implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;
  private long length;
  private volatile boolean damaged;

  /** Where a block's bytes lie. */
  record Place(KeptFile file, long offset, long bytes, int checksum) {
    /** The bytes, which the caller closes. */
    ArrowBuf read(BufferAllocator allocator) {
      return file.read(this, allocator);
    }
  }

  KeptFile(Path folder) {
    try {
      Files.createDirectories(folder);
      this.path = Files.createTempFile(folder, "kept-", ".blocks");
      this.channel =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      throw failed(ErrorCode.FAILED_WRITE_FILE, folder, e);
    }
  }

  private static SampoException failed(ErrorCode code, Path path, IOException cause) {
    return new SampoException(
        code,
        Map.of("format", "kept", "path", path, "details", String.valueOf(cause)),
        null,
        cause);
  }

  synchronized Place write(ArrowBuf buffer, long bytes) {
    ByteBuffer from = Addresses.buffer(buffer.memoryAddress(), bytes);
    long offset = length;
    int checksum = checksum(from);
    try {
      while (from.hasRemaining()) {
        length += channel.write(from, length);
      }
    } catch (IOException e) {
      throw failed(ErrorCode.FAILED_WRITE_FILE, path, e);
    }
    return new Place(this, offset, bytes, checksum);
  }

  private static int checksum(ByteBuffer bytes) {
    var checksum = new CRC32C();
    checksum.update(bytes.duplicate());
    return (int) checksum.getValue();
  }

  private ArrowBuf read(Place place, BufferAllocator allocator) {
    ArrowBuf buffer = allocator.buffer(Math.max(1, place.bytes()));
    try {
      ByteBuffer to = Addresses.buffer(buffer.memoryAddress(), place.bytes());
      while (to.hasRemaining()) {
        if (channel.read(to, place.offset() + to.position()) < 0) {
          throw new IOException("the file ends at " + channel.size());
        }
      }
      if (checksum(to.flip()) != place.checksum()) {
        throw new IOException("the block at " + place.offset() + " has changed");
      }
      return buffer;
    } catch (IOException e) {
      buffer.close();
      damaged = true;
      throw failed(ErrorCode.FAILED_READ_FILE, path, e);
    }
  }

  /** Whether a block could not be read. */
  boolean isDamaged() {
    return damaged;
  }

  /** Deletes the file. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw failed(ErrorCode.FAILED_WRITE_FILE, path, e);
    }
  }
}
