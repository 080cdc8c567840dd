package io.sampo.runtime.sink.parquet;

import io.sampo.runtime.compress.Addresses;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A file being written from its start to its end. */
final class FileOutput implements AutoCloseable {
  private final WritableByteChannel channel;
  private long position;

  FileOutput(WritableByteChannel channel) {
    this.channel = channel;
  }

  /** Bytes written so far. */
  long position() {
    return position;
  }

  void write(long address, long bytes) throws IOException {
    write(Addresses.buffer(address, bytes));
  }

  void write(byte[] bytes) throws IOException {
    write(ByteBuffer.wrap(bytes));
  }

  private void write(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      position += channel.write(buffer);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
