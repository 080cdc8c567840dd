package io.sampo.runtime.sink.parquet;

import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.source.parquet.GrowingBuffer;

/**
 * Encodes ints in the hybrid of run-length and bit-packed runs: repetitions of eight and more as
 * runs, all else packed.
 */
final class HybridEncoder {
  private static final int GROUP = 8;
  private static final int MAX_HEADER = 5;

  private HybridEncoder() {}

  /** The bits that hold values from 0 to {@code max}. */
  static int width(int max) {
    return 32 - Integer.numberOfLeadingZeros(max);
  }

  /** The most bytes that {@code count} values take. */
  private static long room(int count, int width) {
    // A repeated run takes a header and a value for eight values at least; packed values take their
    // bits.
    long groups = (count + GROUP - 1L) / GROUP;
    return 2 * MAX_HEADER + groups * (width + MAX_HEADER + Integer.BYTES);
  }

  /**
   * Appends values.
   *
   * @param from the values, as ints
   * @param used the bytes of the target already in use
   * @return the bytes in use afterwards
   */
  static long encode(long from, int count, int width, GrowingBuffer target, long used) {
    long base = target.grow(used + room(count, width), used);
    long to = base + used;
    int pending = 0;
    int i = 0;
    while (i < count) {
      int run = runLength(from, i, count);
      if (run >= GROUP) {
        to = packed(from, pending, i, width, to);
        to = repeated(Memory.getInt(from + 4L * i), run, width, to);
        i += run;
        pending = i;
      } else {
        i += Math.min(GROUP, count - i);
      }
    }
    return packed(from, pending, count, width, to) - base;
  }

  /** Appends one run of a value. */
  static long repeat(int value, int count, int width, GrowingBuffer target, long used) {
    long base = target.grow(used + MAX_HEADER + Integer.BYTES, used);
    return (count == 0 ? base + used : repeated(value, count, width, base + used)) - base;
  }

  private static int runLength(long from, int start, int count) {
    int first = Memory.getInt(from + 4L * start);
    int i = start + 1;
    while (i < count && Memory.getInt(from + 4L * i) == first) {
      i++;
    }
    return i - start;
  }

  private static long repeated(int value, int count, int width, long to) {
    long at = varint((long) count << 1, to);
    Memory.putInt(at, value);
    return at + ((width + 7) >>> 3);
  }

  private static long packed(long from, int start, int end, int width, long to) {
    if (start == end) {
      return to;
    }
    int groups = (end - start + GROUP - 1) / GROUP;
    long at = varint((long) groups << 1 | 1, to);
    long behind = at + (long) groups * width;
    long bits = 0;
    int filled = 0;
    for (int i = start; i < end; i++) {
      bits |= (Memory.getInt(from + 4L * i) & 0xFFFFFFFFL) << filled;
      filled += width;
      if (filled >= Integer.SIZE) {
        Memory.putInt(at, (int) bits);
        at += Integer.BYTES;
        bits >>>= Integer.SIZE;
        filled -= Integer.SIZE;
      }
    }
    while (at < behind) {
      Memory.putByte(at++, (byte) bits);
      bits >>>= Byte.SIZE;
    }
    return behind;
  }

  static long varint(long value, long to) {
    long at = to;
    long rest = value;
    while (rest >>> 7 != 0) {
      Memory.putByte(at++, (byte) (rest | 0x80));
      rest >>>= 7;
    }
    Memory.putByte(at, (byte) rest);
    return at + 1;
  }
}
