package io.sampo.runtime.compress;

import com.github.luben.zstd.Zstd;

/** Zstandard through its native library, address to address. */
final class ZstdCodec implements Codec {
  private final int level;

  ZstdCodec(int level) {
    this.level = level;
  }

  @Override
  public String name() {
    return "zstd";
  }

  @Override
  public void decompress(long from, long fromBytes, long to, long toBytes)
      throws CompressionException {
    long written = Zstd.decompressUnsafe(to, toBytes, from, fromBytes);
    if (Zstd.isError(written)) {
      throw new CompressionException("malformed zstd block: " + Zstd.getErrorName(written));
    }
    if (written != toBytes) {
      throw CompressionException.wrongSize("zstd", written, toBytes);
    }
  }

  @Override
  public long maxCompressedBytes(long bytes) {
    return Zstd.compressBound(bytes);
  }

  @Override
  public long compress(long from, long fromBytes, long to, long capacity)
      throws CompressionException {
    long written = Zstd.compressUnsafe(to, capacity, from, fromBytes, level);
    if (Zstd.isError(written)) {
      throw new CompressionException("zstd failed: " + Zstd.getErrorName(written));
    }
    return written;
  }

  @Override
  public long maxDecompressedBytes(long bytes) {
    // A block of 4 bytes may repeat one byte 128 Ki times.
    return (bytes + 4) * (128 * 1024L / 4);
  }
}
