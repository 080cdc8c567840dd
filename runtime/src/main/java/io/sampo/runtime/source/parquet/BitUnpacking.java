package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.Memory;

/**
 * Unpacks unsigned values of 0 to 32 bits into ints, eight at a time, from eight-byte loads. The
 * check against the largest value allowed rides along: two ints share a long, and a value above the
 * limit leaves the sign bit of its half set in {@code limit - value}.
 */
final class BitUnpacking {
  private static final long SIGNS = 0x8000000080000000L;

  private BitUnpacking() {}

  static void fillInts(long to, int count, int value) {
    long both = value & 0xFFFFFFFFL | (long) value << 32;
    int i = 0;
    for (; i + 2 <= count; i += 2) {
      Memory.putLong(to + 4L * i, both);
    }
    if (i < count) {
      Memory.putInt(to + 4L * i, value);
    }
  }

  /**
   * @param from the first byte of the packed run
   * @param index the index in it of the first value wanted
   * @param limit the largest value allowed, not negative
   * @return whether a value is above the limit
   */
  static boolean unpack(long from, long index, int count, int width, long to, int limit) {
    if (width == 0) {
      fillInts(to, count, 0);
      return false;
    }
    int head = (int) Math.min(count, -index & 7);
    long bad = singles(from, index, head, width, to, limit);
    long at = from + ((index + head) * width >>> 3);
    long target = to + 4L * head;
    int groups = (count - head) >>> 3;
    if (width <= 8) {
      bad |= groupsOf8(at, groups, width, target, limit);
    } else if (width <= 16) {
      bad |= groupsOf4(at, groups, width, target, limit);
    } else if (width <= 28) {
      bad |= groupsOf2(at, groups, width, target, limit);
    } else {
      bad |= singles(at, 0, groups * 8, width, target, limit);
    }
    int done = groups << 3;
    bad |=
        singles(
            at + (long) groups * width, 0, count - head - done, width, target + 4L * done, limit);
    return (bad & SIGNS) != 0;
  }

  private static long singles(long from, long index, int count, int width, long to, int limit) {
    long mask = -1L >>> (64 - width);
    long bad = 0;
    long bit = index * width;
    for (int i = 0; i < count; i++) {
      long value = Memory.getLong(from + (bit >>> 3)) >>> (bit & 7) & mask;
      // Bit 31 of a value marks it as bad too: no limit is that large.
      bad |= (limit - value) & 0xFFFFFFFFL | value;
      Memory.putInt(to + 4L * i, (int) value);
      bit += width;
    }
    return bad & 0x80000000L;
  }

  /** Widths to 8: one load holds a group. */
  private static long groupsOf8(long from, int groups, int w, long to, int limit) {
    long mask = (1L << w) - 1;
    long limits = limit & 0xFFFFFFFFL | (long) limit << 32;
    long bad = 0;
    long source = from;
    long target = to;
    for (int i = 0; i < groups; i++) {
      long bits = Memory.getLong(source);
      long a = bits & mask | (bits >>> w & mask) << 32;
      bits >>>= 2 * w;
      long b = bits & mask | (bits >>> w & mask) << 32;
      bits >>>= 2 * w;
      long c = bits & mask | (bits >>> w & mask) << 32;
      bits >>>= 2 * w;
      long d = bits & mask | (bits >>> w & mask) << 32;
      Memory.putLong(target, a);
      Memory.putLong(target + 8, b);
      Memory.putLong(target + 16, c);
      Memory.putLong(target + 24, d);
      bad |= limits - a | limits - b | limits - c | limits - d;
      source += w;
      target += 32;
    }
    return bad;
  }

  /**
   * Widths to 16: two loads hold a group; the second starts in the middle of a byte when the width
   * is odd.
   */
  private static long groupsOf4(long from, int groups, int w, long to, int limit) {
    long mask = (1L << w) - 1;
    long limits = limit & 0xFFFFFFFFL | (long) limit << 32;
    int half = w >>> 1;
    int shift = (w & 1) << 2;
    long bad = 0;
    long source = from;
    long target = to;
    for (int i = 0; i < groups; i++) {
      long first = Memory.getLong(source);
      long second = Memory.getLong(source + half) >>> shift;
      long a = first & mask | (first >>> w & mask) << 32;
      first >>>= 2 * w;
      long b = first & mask | (first >>> w & mask) << 32;
      long c = second & mask | (second >>> w & mask) << 32;
      second >>>= 2 * w;
      long d = second & mask | (second >>> w & mask) << 32;
      Memory.putLong(target, a);
      Memory.putLong(target + 8, b);
      Memory.putLong(target + 16, c);
      Memory.putLong(target + 24, d);
      bad |= limits - a | limits - b | limits - c | limits - d;
      source += w;
      target += 32;
    }
    return bad;
  }

  /** Widths to 28: a load holds two values. */
  private static long groupsOf2(long from, int groups, int w, long to, int limit) {
    long mask = (1L << w) - 1;
    long limits = limit & 0xFFFFFFFFL | (long) limit << 32;
    int bits2 = 2 * w;
    int bits4 = 4 * w;
    int bits6 = 6 * w;
    long bad = 0;
    long source = from;
    long target = to;
    for (int i = 0; i < groups; i++) {
      long first = Memory.getLong(source);
      long second = Memory.getLong(source + (bits2 >>> 3)) >>> (bits2 & 7);
      long third = Memory.getLong(source + (bits4 >>> 3)) >>> (bits4 & 7);
      long fourth = Memory.getLong(source + (bits6 >>> 3)) >>> (bits6 & 7);
      long a = first & mask | (first >>> w & mask) << 32;
      long b = second & mask | (second >>> w & mask) << 32;
      long c = third & mask | (third >>> w & mask) << 32;
      long d = fourth & mask | (fourth >>> w & mask) << 32;
      Memory.putLong(target, a);
      Memory.putLong(target + 8, b);
      Memory.putLong(target + 16, c);
      Memory.putLong(target + 24, d);
      bad |= limits - a | limits - b | limits - c | limits - d;
      source += w;
      target += 32;
    }
    return bad;
  }
}
