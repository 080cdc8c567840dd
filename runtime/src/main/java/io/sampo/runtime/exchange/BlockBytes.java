package io.sampo.runtime.exchange;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.block.Compression;
import io.sampo.runtime.compress.CompressionException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.zip.CRC32C;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;

/** Checksums, compression and memory of a block's bytes. */
final class BlockBytes {
  /** The longest block: byte buffers count with an int. */
  static final long MOST_BYTES = 1L << 30;

  private BlockBytes() {}

  static int checksum(ArrowBuf buffer, long bytes) {
    var checksum = new CRC32C();
    checksum.update(view(buffer, bytes));
    return (int) checksum.getValue();
  }

  /** The first bytes as a buffer for channels. */
  static ByteBuffer view(ArrowBuf buffer, long bytes) {
    return buffer.nioBuffer(0, Math.toIntExact(bytes));
  }

  /**
   * Memory for a block.
   *
   * @throws SampoException OUT_OF_MEMORY
   */
  static ArrowBuf allocate(BufferAllocator allocator, long bytes) {
    try {
      return allocator.buffer(Math.max(1, bytes));
    } catch (OutOfMemoryException e) {
      throw new SampoException(
          ErrorCode.OUT_OF_MEMORY,
          Map.of(
              "operator",
              "The exchange",
              "needed",
              bytes + " bytes",
              "held",
              allocator.getRoot().getAllocatedMemory() + " bytes",
              "budget",
              allocator.getRoot().getLimit() + " bytes"),
          null,
          e);
    }
  }

  /** Bytes that are to be moved or stored, with the compression that made them. */
  record Packed(ArrowBuf buffer, long bytes, Compression compression) implements AutoCloseable {
    @Override
    public void close() {
      buffer.getReferenceManager().release();
    }
  }

  /** Compresses, unless that does not make it smaller. The caller closes what comes out. */
  static Packed pack(BlockContent content, Compression compression, BufferAllocator allocator) {
    if (compression != Compression.NONE && content.bytes() > 0) {
      long most = compression.codec().maxCompressedBytes(content.bytes());
      ArrowBuf packed = allocate(allocator, most);
      try {
        long bytes =
            compression
                .codec()
                .compress(content.address(), content.bytes(), packed.memoryAddress(), most);
        if (bytes < content.bytes()) {
          return new Packed(packed, bytes, compression);
        }
      } catch (CompressionException e) {
        packed.close();
        throw SampoException.internal("a block cannot be compressed", e);
      }
      packed.close();
    }
    content.buffer().getReferenceManager().retain();
    return new Packed(content.buffer(), content.bytes(), Compression.NONE);
  }

  /**
   * Undoes {@link #pack}: takes over the packed bytes.
   *
   * @param bytes the length uncompressed
   * @throws CompressionException when the bytes are damaged
   */
  static ArrowBuf unpack(Packed packed, long bytes, BufferAllocator allocator)
      throws CompressionException {
    return unpack(packed, bytes, wanted -> allocate(allocator, wanted));
  }

  /**
   * The same with memory of one's own.
   *
   * @param memory yields buffers of at least so many bytes
   */
  static ArrowBuf unpack(Packed packed, long bytes, LongFunction<ArrowBuf> memory)
      throws CompressionException {
    if (packed.compression() == Compression.NONE) {
      return packed.buffer();
    }
    try (packed) {
      ArrowBuf buffer = memory.apply(bytes);
      try {
        packed
            .compression()
            .codec()
            .decompress(
                packed.buffer().memoryAddress(), packed.bytes(), buffer.memoryAddress(), bytes);
        return buffer;
      } catch (CompressionException | RuntimeException e) {
        buffer.close();
        throw e;
      }
    }
  }
}
