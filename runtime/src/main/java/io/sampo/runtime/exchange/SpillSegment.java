package io.sampo.runtime.exchange;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.spill.FileOpening;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A file of blocks of one query. Written by one thread at a time; read by many. It is removed when
 * the last of its blocks was let go of and no more will be added; the counting is guarded by the
 * store's lock.
 */
final class SpillSegment {
  private final Path path;
  private final FileChannel channel;
  private long size;

  /** Blocks that are still needed. */
  int live;

  /** Whether more blocks may be added. */
  boolean open = true;

  SpillSegment(Path path, FileOpening opening) {
    this.path = path;
    try {
      Files.createDirectories(path.getParent());
      this.channel = opening.open(path);
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  long size() {
    return size;
  }

  /** Appends; the offset of the first byte. */
  long append(ByteBuffer bytes) {
    long offset = size;
    long at = offset;
    try {
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
    } catch (IOException e) {
      throw failed(path, e);
    }
    size = at;
    return offset;
  }

  void read(long offset, ByteBuffer into) throws IOException {
    long at = offset;
    while (into.hasRemaining()) {
      int read = channel.read(into, at);
      if (read < 0) {
        throw new EOFException("the file ends at " + at);
      }
      at += read;
    }
  }

  void remove() {
    try {
      channel.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SampoException failed(Path path, IOException e) {
    return new SampoException(
        ErrorCode.FAILED_WRITE_FILE,
        Map.of("path", path, "details", String.valueOf(e.getMessage())),
        null,
        e);
  }
}
