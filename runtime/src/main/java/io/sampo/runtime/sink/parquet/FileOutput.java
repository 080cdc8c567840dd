package io.sampo.runtime.sink.parquet;

import io.sampo.runtime.compress.Addresses;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A file being written from its start to its end, by one thread at a time; any may ask how far it
 * is.
 */
final class FileOutput implements AutoCloseable {
  private final WritableByteChannel channel;
  private final AtomicLong position = new AtomicLong();

  FileOutput(WritableByteChannel channel) {
    this.channel = channel;
  }

  /** Bytes written so far. */
  long position() {
    return position.get();
  }

  void write(long address, long bytes) throws IOException {
    write(Addresses.buffer(address, bytes));
  }

  void write(byte[] bytes) throws IOException {
    write(ByteBuffer.wrap(bytes));
  }

  private void write(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      position.addAndGet(channel.write(buffer));
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
