package io.sampo.runtime.compress;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** The gzip file format (RFC 1952) over the JDK's zlib. */
final class GzipCodec implements Codec {
  private static final int HEADER = 10;
  private static final int TRAILER = 8;
  private static final int MAGIC = 0x8B1F;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int HEADER_CRC = 2;

  @Override
  public String name() {
    return "gzip";
  }

  @Override
  public void decompress(long from, long fromBytes, long to, long toBytes)
      throws CompressionException {
    ByteBuffer input = Addresses.buffer(from, fromBytes).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer output = Addresses.buffer(to, toBytes);
    var inflater = new Inflater(true);
    try {
      while (input.hasRemaining()) {
        member(inflater, input, output);
        inflater.reset();
      }
    } catch (DataFormatException e) {
      throw new CompressionException("malformed gzip block: " + e.getMessage(), e);
    } finally {
      inflater.end();
    }
    if (output.hasRemaining()) {
      throw CompressionException.wrongSize("gzip", output.position(), toBytes);
    }
  }

  private static void member(Inflater inflater, ByteBuffer input, ByteBuffer output)
      throws DataFormatException, CompressionException {
    skipHeader(input);
    int start = output.position();
    inflater.setInput(input);
    while (!inflater.finished()) {
      // A full output may still have the end mark before it: one spare byte lets zlib go on to it.
      boolean full = !output.hasRemaining();
      int written = full ? inflater.inflate(new byte[1]) : inflater.inflate(output);
      if (full && written > 0) {
        throw new CompressionException(
            "gzip block holds more than the " + output.capacity() + " bytes announced");
      }
      if (written == 0 && !inflater.finished()) {
        throw new CompressionException("truncated gzip block");
      }
    }
    if (input.remaining() < TRAILER) {
      throw new CompressionException("truncated gzip block");
    }
    var crc = new CRC32();
    crc.update(output.duplicate().flip().position(start));
    if ((int) crc.getValue() != input.getInt()) {
      throw new CompressionException("gzip checksum differs");
    }
    input.getInt();
  }

  private static void skipHeader(ByteBuffer input) throws CompressionException {
    if (input.remaining() < HEADER + TRAILER
        || (input.getShort(input.position()) & 0xFFFF) != MAGIC) {
      throw new CompressionException("not a gzip block");
    }
    int flags = input.get(input.position() + 3);
    input.position(input.position() + HEADER);
    if ((flags & EXTRA) != 0) {
      advance(input, 2 + (input.getShort(input.position()) & 0xFFFF));
    }
    if ((flags & NAME) != 0) {
      skipText(input);
    }
    if ((flags & COMMENT) != 0) {
      skipText(input);
    }
    if ((flags & HEADER_CRC) != 0) {
      advance(input, 2);
    }
  }

  private static void advance(ByteBuffer input, int bytes) throws CompressionException {
    if (input.remaining() < bytes) {
      throw new CompressionException("truncated gzip block");
    }
    input.position(input.position() + bytes);
  }

  private static void skipText(ByteBuffer input) throws CompressionException {
    do {
      advance(input, 1);
    } while (input.get(input.position() - 1) != 0);
  }

  @Override
  public long maxCompressedBytes(long bytes) {
    return HEADER + TRAILER + bytes + 5 * (bytes / 16_383 + 1) + 16;
  }

  @Override
  public long compress(long from, long fromBytes, long to, long capacity)
      throws CompressionException {
    ByteBuffer input = Addresses.buffer(from, fromBytes);
    ByteBuffer output = Addresses.buffer(to, capacity).order(ByteOrder.LITTLE_ENDIAN);
    output.putShort((short) MAGIC).put((byte) Deflater.DEFLATED).put(new byte[HEADER - 3]);
    var crc = new CRC32();
    crc.update(input.duplicate());
    var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      deflater.setInput(input);
      deflater.finish();
      while (!deflater.finished()) {
        if (deflater.deflate(output) == 0 && !output.hasRemaining()) {
          throw new CompressionException("gzip needs more than " + capacity + " bytes");
        }
      }
    } finally {
      deflater.end();
    }
    output.putInt((int) crc.getValue()).putInt((int) fromBytes);
    return output.position();
  }

  @Override
  public long maxDecompressedBytes(long bytes) {
    return 64 + 1032 * bytes;
  }
}
