package io.sampo.runtime.sink.parquet;

import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.source.parquet.GrowingBuffer;

/** Encodes integers as DELTA_BINARY_PACKED: blocks of 128 differences in four miniblocks. */
final class DeltaEncoder {
  private static final int BLOCK = 128;
  private static final int MINIBLOCKS = 4;
  private static final int PER_MINIBLOCK = BLOCK / MINIBLOCKS;
  private static final int MAX_VARINT = 10;

  private DeltaEncoder() {}

  /**
   * Appends values.
   *
   * @param bytes the width of a value, 4 or 8
   * @return the bytes in use afterwards
   */
  static long encode(long from, int count, int bytes, GrowingBuffer target, long used) {
    long blocks = (count + BLOCK - 1L) / BLOCK;
    long room = 4 * MAX_VARINT + blocks * (MAX_VARINT + MINIBLOCKS + 8L * BLOCK);
    long base = target.grow(used + room, used);
    long to = HybridEncoder.varint(BLOCK, base + used);
    to = HybridEncoder.varint(MINIBLOCKS, to);
    to = HybridEncoder.varint(count, to);
    to = HybridEncoder.varint(zigzag(count == 0 ? 0 : value(from, 0, bytes)), to);
    long[] differences = new long[BLOCK];
    for (int start = 1; start < count; start += BLOCK) {
      int size = Math.min(BLOCK, count - start);
      long least = Long.MAX_VALUE;
      for (int i = 0; i < size; i++) {
        differences[i] = difference(from, start + i, bytes);
        least = Math.min(least, differences[i]);
      }
      to = block(differences, size, least, to);
    }
    return to - base;
  }

  private static long value(long from, int index, int bytes) {
    return bytes == 4 ? Memory.getInt(from + 4L * index) : Memory.getLong(from + 8L * index);
  }

  /** The difference to the value before, which wraps at the width of the values. */
  private static long difference(long from, int index, int bytes) {
    long difference = value(from, index, bytes) - value(from, index - 1, bytes);
    return bytes == 4 ? (int) difference : difference;
  }

  private static long zigzag(long value) {
    return value << 1 ^ value >> 63;
  }

  private static long block(long[] differences, int size, long least, long to) {
    long widths = HybridEncoder.varint(zigzag(least), to);
    long at = widths + MINIBLOCKS;
    for (int m = 0; m < MINIBLOCKS; m++) {
      int first = m * PER_MINIBLOCK;
      int count = Math.clamp(size - first, 0, PER_MINIBLOCK);
      long all = 0;
      for (int i = first; i < first + count; i++) {
        differences[i] -= least;
        all |= differences[i];
      }
      int width = Long.SIZE - Long.numberOfLeadingZeros(all);
      Memory.putByte(widths + m, (byte) width);
      at = miniblock(differences, first, count, width, at);
    }
    return at;
  }

  private static long miniblock(long[] differences, int first, int count, int width, long to) {
    long bytes = (long) PER_MINIBLOCK * width >>> 3;
    Memory.fill(to, bytes, (byte) 0);
    long bit = 0;
    for (int i = first; i < first + count; i++) {
      long address = to + (bit >>> 3);
      int shift = (int) bit & 7;
      Memory.putLong(address, Memory.getLong(address) | differences[i] << shift);
      if (shift + width > Long.SIZE) {
        Memory.putByte(address + 8, (byte) (differences[i] >>> (Long.SIZE - shift)));
      }
      bit += width;
    }
    return to + bytes;
  }
}
