package io.sampo.runtime.source.parquet;

import io.sampo.runtime.compress.Addresses;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An open file, read by position into raw memory. Mapping it was left out on purpose: a file that
 * shrinks under a mapping kills the process.
 */
final class InputFile implements AutoCloseable {
  private static final long MAX_READ = 1L << 30;

  private final String path;
  private final FileChannel channel;
  private long bytesRead;

  InputFile(String path) throws IOException {
    this.path = path;
    this.channel = FileChannel.open(Path.of(path), StandardOpenOption.READ);
  }

  String path() {
    return path;
  }

  long size() throws IOException {
    return channel.size();
  }

  long bytesRead() {
    return bytesRead;
  }

  /** Reads exactly {@code bytes} bytes from {@code offset} on. */
  void read(long offset, long address, long bytes) throws IOException {
    long done = 0;
    while (done < bytes) {
      ByteBuffer target = Addresses.buffer(address + done, Math.min(MAX_READ, bytes - done));
      int count = channel.read(target, offset + done);
      if (count <= 0) {
        throw new EOFException(
            "the file ends at " + (offset + done) + ", before " + (offset + bytes));
      }
      done += count;
    }
    bytesRead += bytes;
  }

  /** Reads exactly {@code bytes} bytes onto the heap. */
  byte[] read(long offset, int bytes) throws IOException {
    byte[] result = new byte[bytes];
    ByteBuffer target = ByteBuffer.wrap(result);
    while (target.hasRemaining()) {
      if (channel.read(target, offset + target.position()) <= 0) {
        throw new EOFException("the file ends before " + (offset + bytes));
      }
    }
    bytesRead += bytes;
    return result;
  }

  /** Closes while another error is on its way; an error of closing is added to it. */
  void closeAfter(Throwable first) {
    try {
      channel.close();
    } catch (IOException e) {
      first.addSuppressed(e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
