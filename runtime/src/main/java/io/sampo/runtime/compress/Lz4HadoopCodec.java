package io.sampo.runtime.compress;

import io.sampo.codegen.vector.Memory;

/**
 * LZ4 as Hadoop frames it: blocks of a big-endian decompressed size followed by chunks, each a
 * big-endian compressed size and an LZ4 block, until that decompressed size is reached.
 */
final class Lz4HadoopCodec implements Codec {
  private static final int HEADER = 8;

  @Override
  public String name() {
    return "lz4";
  }

  @Override
  public void decompress(long from, long fromBytes, long to, long toBytes)
      throws CompressionException {
    if (!decompressFramed(from, fromBytes, to, toBytes)) {
      LZ4.decompress(from, fromBytes, to, toBytes);
    }
  }

  /** Whether the bytes were framed. */
  private static boolean decompressFramed(long from, long fromBytes, long to, long toBytes) {
    long position = from;
    long end = from + fromBytes;
    long written = 0;
    while (end - position >= HEADER) {
      long size = Integer.toUnsignedLong(Integer.reverseBytes(Memory.getInt(position)));
      long compressed = Integer.toUnsignedLong(Integer.reverseBytes(Memory.getInt(position + 4)));
      position += HEADER;
      if (size > toBytes - written || compressed > end - position) {
        return false;
      }
      try {
        LZ4.decompress(position, compressed, to + written, size);
      } catch (CompressionException e) {
        return false;
      }
      position += compressed;
      written += size;
    }
    return position == end && written == toBytes;
  }

  @Override
  public long maxCompressedBytes(long bytes) {
    return HEADER + LZ4.maxCompressedBytes(bytes);
  }

  @Override
  public long compress(long from, long fromBytes, long to, long capacity)
      throws CompressionException {
    long written = LZ4.compress(from, fromBytes, to + HEADER, capacity - HEADER);
    Memory.putInt(to, Integer.reverseBytes((int) fromBytes));
    Memory.putInt(to + 4, Integer.reverseBytes((int) written));
    return HEADER + written;
  }

  @Override
  public long maxDecompressedBytes(long bytes) {
    return LZ4.maxDecompressedBytes(bytes);
  }
}
