package io.sampo.runtime.block;

import org.apache.arrow.memory.ArrowBuf;

/**
 * A frame in memory. Whoever has it closes it once.
 *
 * @param buffer holds the frame from its first byte
 * @param bytes the frame's length
 * @param rows its rows
 */
public record EncodedBlock(ArrowBuf buffer, long bytes, int rows) implements AutoCloseable {
  /** The address of the first byte. */
  public long address() {
    return buffer.memoryAddress();
  }

  @Override
  public void close() {
    buffer.close();
  }
}
