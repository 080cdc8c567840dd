package io.sampo.runtime.compress;

import io.sampo.codegen.vector.Memory;

/** No compression. */
final class CopyCodec implements Codec {
  @Override
  public String name() {
    return "none";
  }

  @Override
  public void decompress(long from, long fromBytes, long to, long toBytes)
      throws CompressionException {
    if (fromBytes != toBytes) {
      throw CompressionException.wrongSize("uncompressed", fromBytes, toBytes);
    }
    Memory.copy(from, to, fromBytes);
  }

  @Override
  public long maxCompressedBytes(long bytes) {
    return bytes;
  }

  @Override
  public long compress(long from, long fromBytes, long to, long capacity) {
    Memory.copy(from, to, fromBytes);
    return fromBytes;
  }

  @Override
  public long maxDecompressedBytes(long bytes) {
    return bytes;
  }
}
