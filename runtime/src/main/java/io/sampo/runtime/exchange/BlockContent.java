package io.sampo.runtime.exchange;

import org.apache.arrow.memory.ArrowBuf;

/**
 * The bytes of a block, uncompressed. Whoever has it owns one reference to the buffer and closes it
 * exactly once; the bytes are never changed, so that several readers may share them.
 *
 * @param buffer holds the block from its first byte
 * @param bytes the block's length
 * @param rows its rows
 * @param checksum a sum over its rows that does not depend on their order
 */
public record BlockContent(ArrowBuf buffer, long bytes, int rows, long checksum)
    implements AutoCloseable {
  public BlockContent {
    if (bytes < 0 || bytes > buffer.capacity()) {
      throw new IllegalArgumentException(bytes + " bytes in a buffer of " + buffer.capacity());
    }
  }

  /** The address of the first byte. */
  public long address() {
    return buffer.memoryAddress();
  }

  @Override
  public void close() {
    buffer.getReferenceManager().release();
  }
}
