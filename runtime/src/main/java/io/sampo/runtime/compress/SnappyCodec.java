package io.sampo.runtime.compress;

import java.io.IOException;
import org.xerial.snappy.Snappy;

/** Snappy through its native library, address to address. */
final class SnappyCodec implements Codec {
  @Override
  public String name() {
    return "snappy";
  }

  @Override
  public void decompress(long from, long fromBytes, long to, long toBytes)
      throws CompressionException {
    try {
      // The native call trusts the length in the block for the room at `to`, hence the check before
      // it.
      long length = Snappy.uncompressedLength(from, fromBytes);
      if (length != toBytes) {
        throw CompressionException.wrongSize("snappy", length, toBytes);
      }
      long written = Snappy.rawUncompress(from, fromBytes, to);
      if (written != toBytes) {
        throw CompressionException.wrongSize("snappy", written, toBytes);
      }
    } catch (CompressionException e) {
      throw e;
    } catch (IOException e) {
      throw new CompressionException("malformed snappy block: " + e.getMessage(), e);
    }
  }

  @Override
  public long maxCompressedBytes(long bytes) {
    return 32 + bytes + bytes / 6;
  }

  @Override
  public long compress(long from, long fromBytes, long to, long capacity)
      throws CompressionException {
    try {
      return Snappy.rawCompress(from, fromBytes, to);
    } catch (IOException e) {
      throw new CompressionException("snappy failed: " + e.getMessage(), e);
    }
  }

  @Override
  public long maxDecompressedBytes(long bytes) {
    return 64 + 64 * bytes;
  }
}
