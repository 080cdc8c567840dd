package io.sampo.runtime.cache;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.compress.Addresses;
import io.sampo.runtime.spill.SpillFile;
import io.sampo.runtime.spill.SpilledBlock;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.zip.CRC32C;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** The blocks of a kept table that lie on disk. Safe for use by many threads. */
final class KeptFile implements AutoCloseable {
  private final SpillFile file;
  private volatile boolean damaged;

  /** Where a block's bytes lie. */
  record Place(KeptFile file, SpilledBlock block, int checksum) {
    /** The bytes, which the caller closes. */
    ArrowBuf read(BufferAllocator allocator) {
      return file.read(this, allocator);
    }
  }

  KeptFile(SpillFile file) {
    this.file = file;
  }

  synchronized Place write(ArrowBuf buffer, long bytes, int rows) {
    int checksum = checksum(Addresses.buffer(buffer.memoryAddress(), bytes));
    return new Place(this, file.append(buffer.memoryAddress(), bytes, rows), checksum);
  }

  private static int checksum(ByteBuffer bytes) {
    var checksum = new CRC32C();
    checksum.update(bytes);
    return (int) checksum.getValue();
  }

  private ArrowBuf read(Place place, BufferAllocator allocator) {
    long bytes = place.block().bytes();
    ArrowBuf buffer = allocator.buffer(Math.max(1, bytes));
    try {
      file.read(place.block(), buffer.memoryAddress());
      if (checksum(Addresses.buffer(buffer.memoryAddress(), bytes)) != place.checksum()) {
        throw new SampoException(
            ErrorCode.FAILED_READ_FILE,
            Map.of("format", "kept", "path", "of rows", "details", "a block has changed"));
      }
      return buffer;
    } catch (RuntimeException e) {
      buffer.close();
      damaged = true;
      throw e;
    }
  }

  /** Whether a block could not be read: the rows have to be computed again. */
  boolean isDamaged() {
    return damaged;
  }

  /** Deletes the file. */
  @Override
  public void close() {
    file.close();
  }
}
