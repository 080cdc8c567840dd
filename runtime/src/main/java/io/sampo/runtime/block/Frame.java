package io.sampo.runtime.block;

import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.compress.Addresses;
import io.sampo.runtime.compress.CompressionException;
import java.util.zip.CRC32C;

/**
 * A frame being read: its header and checksum were found right. The memory stays the caller's. See
 * the package for the layout.
 */
final class Frame {
  static final int MAGIC = 'S' | 'B' << 8 | 'L' << 16 | 'K' << 24;
  static final int VERSION = 1;
  static final int COLUMNS = 1;
  static final int ROWS = 2;
  static final int BARE_COLUMNS = 3;
  static final int FIXED_HEADER = 32;
  static final int CHECKSUM = 24;

  private final long address;
  private final long end;
  private final Compression compression;
  private final int buffers;
  private int taken;
  private long position;

  /** The rows. */
  final int rows;

  /**
   * Checks a frame.
   *
   * @param kind what it must hold
   * @param buffers how many buffers it must have
   * @param shape columns, or the width of a row
   */
  Frame(long address, long bytes, int kind, int buffers, int shape) {
    require(bytes >= headerBytes(buffers), "a frame of " + bytes + " bytes is too short");
    require(Memory.getInt(address) == MAGIC, "no frame begins here");
    require(Memory.getLong(address + 16) == bytes, "the frame has another length");
    require(
        kind == BARE_COLUMNS || Memory.getInt(address + CHECKSUM) == checksum(address, bytes),
        "the checksum is wrong");
    int version = Memory.getByte(address + 4);
    require(version == VERSION, "version " + version + " is unknown");
    require(
        Memory.getShort(address + 6) == kind
            && Memory.getInt(address + 12) == buffers
            && Memory.getInt(address + 28) == shape,
        "the frame holds something else");
    this.compression = Compression.of(Memory.getByte(address + 5));
    this.address = address;
    this.end = address + bytes;
    this.buffers = buffers;
    this.rows = Memory.getInt(address + 8);
    this.position = address + headerBytes(buffers);
    require(rows >= 0, rows + " rows");
  }

  static long headerBytes(int buffers) {
    return FIXED_HEADER + 8L * buffers;
  }

  static long align(long bytes) {
    return bytes + 7 & -8;
  }

  static int checksum(long frame, long bytes) {
    var crc = new CRC32C();
    crc.update(Addresses.buffer(frame, CHECKSUM));
    crc.update(Addresses.buffer(frame + CHECKSUM + 4, bytes - CHECKSUM - 4));
    return (int) crc.getValue();
  }

  static void require(boolean right, String otherwise) {
    if (!right) {
      throw new CorruptBlockException(otherwise);
    }
  }

  /** The raw bytes of the next buffer. */
  long nextBytes() {
    require(taken < buffers, "no buffer is left");
    long bytes = Memory.getInt(address + FIXED_HEADER + 8L * taken);
    require(bytes >= 0, "a buffer of " + bytes + " bytes");
    return bytes;
  }

  /** The raw bytes of the buffer behind the next one. */
  long secondBytes() {
    require(taken + 1 < buffers, "no second buffer is left");
    long bytes = Memory.getInt(address + FIXED_HEADER + 8L * (taken + 1));
    require(bytes >= 0, "a buffer of " + bytes + " bytes");
    return bytes;
  }

  /** Writes the raw bytes of the next buffer to memory that has room for {@link #nextBytes}. */
  void take(long to) {
    long raw = nextBytes();
    long stored = stored();
    if (stored == raw) {
      Memory.copy(position, to, raw);
    } else {
      try {
        compression.codec().decompress(position, stored, to, raw);
      } catch (CompressionException e) {
        throw new CorruptBlockException("a buffer does not decompress", e);
      }
    }
    skip(stored);
  }

  /** The address of the next buffer's raw bytes inside the frame; 0 when they are compressed. */
  long direct() {
    return stored() == nextBytes() ? position : 0;
  }

  /** Goes past the next buffer. */
  void skip() {
    skip(stored());
  }

  private long stored() {
    long stored = Memory.getInt(address + FIXED_HEADER + 8L * taken + 4);
    require(stored >= 0 && stored <= end - position, "a buffer leaves the frame");
    return stored;
  }

  private void skip(long stored) {
    position += align(stored);
    taken++;
  }
}
