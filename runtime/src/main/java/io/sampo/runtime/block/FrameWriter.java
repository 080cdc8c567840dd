package io.sampo.runtime.block;

import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.compress.CompressionException;

/**
 * Writes one frame into memory: the header's place is kept free, buffers follow one by one, and the
 * header is written last. The memory is the caller's and large enough by {@link #bound}.
 */
final class FrameWriter {
  private static final int WORTH_COMPRESSING = 64;

  private final long frame;
  private final int buffers;
  private final Compression compression;
  private int written;
  private long position;

  FrameWriter(long frame, int buffers, Compression compression) {
    this.frame = frame;
    this.buffers = buffers;
    this.compression = compression;
    this.position = frame + Frame.headerBytes(buffers);
  }

  /** The most bytes that a buffer takes. */
  static long bound(long rawBytes, Compression compression) {
    if (rawBytes > Integer.MAX_VALUE - 64) {
      throw new IllegalArgumentException("a buffer of " + rawBytes + " bytes");
    }
    return Frame.align(Math.max(rawBytes, compression.codec().maxCompressedBytes(rawBytes)));
  }

  /** Where the next buffer's raw bytes may be written to spare a copy. */
  long position() {
    return position;
  }

  /**
   * Adds a buffer.
   *
   * @param from its raw bytes: at {@link #position()} when they are there already
   */
  void add(long from, long rawBytes) {
    long stored = from == position || rawBytes == 0 ? rawBytes : store(from, rawBytes);
    long entry = frame + Frame.FIXED_HEADER + 8L * written++;
    Memory.putInt(entry, (int) rawBytes);
    Memory.putInt(entry + 4, (int) stored);
    long end = Frame.align(stored);
    Memory.fill(position + stored, end - stored, (byte) 0);
    position += end;
  }

  private long store(long from, long rawBytes) {
    if (compression != Compression.NONE && rawBytes >= WORTH_COMPRESSING) {
      try {
        long bytes =
            compression
                .codec()
                .compress(
                    from, rawBytes, position, compression.codec().maxCompressedBytes(rawBytes));
        if (bytes < rawBytes) {
          return bytes;
        }
      } catch (CompressionException e) {
        throw new IllegalStateException(e);
      }
    }
    Memory.copy(from, position, rawBytes);
    return rawBytes;
  }

  /** Writes the header; yields the frame's length. */
  long finish(int kind, int rows, int shape) {
    if (written != buffers) {
      throw new IllegalStateException(written + " of " + buffers + " buffers");
    }
    Memory.putInt(frame, Frame.MAGIC);
    Memory.putByte(frame + 4, (byte) Frame.VERSION);
    Memory.putByte(frame + 5, (byte) compression.id());
    Memory.putShort(frame + 6, (short) kind);
    Memory.putInt(frame + 8, rows);
    Memory.putInt(frame + 12, buffers);
    long bytes = position - frame;
    Memory.putLong(frame + 16, bytes);
    Memory.putInt(frame + 28, shape);
    boolean bare = kind == Frame.BARE_COLUMNS;
    Memory.putInt(frame + Frame.CHECKSUM, bare ? 0 : Frame.checksum(frame, bytes));
    return bytes;
  }
}
