package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.Memory;

/**
 * Runs of bits, least significant bit of the first byte first. Words are read and written eight
 * bytes at a time, so buffers need eight bytes of slack; bits behind a written run are undefined.
 */
final class Bitmaps {
  private Bitmaps() {}

  /** The bytes of a bitmap of {@code bits} bits. */
  static long bytes(int bits) {
    return (bits + 7L) >>> 3;
  }

  /** The 57 or more bits from {@code index} on. */
  private static long word(long bitmap, long index) {
    return Memory.getLong(bitmap + (index >>> 3)) >>> (index & 7);
  }

  /** Sets or clears a run of bits; keeps the bits before it. */
  static void fill(long bitmap, long offset, int count, boolean value) {
    long index = offset;
    long last = offset + count;
    while (index < last && (index & 7) != 0) {
      put(bitmap, index++, value);
    }
    long bytes = (last - index) >>> 3;
    Memory.fill(bitmap + (index >>> 3), bytes, (byte) (value ? -1 : 0));
    for (index += bytes << 3; index < last; index++) {
      put(bitmap, index, value);
    }
  }

  private static void put(long bitmap, long index, boolean value) {
    long address = bitmap + (index >>> 3);
    int bit = 1 << (index & 7);
    int old = Memory.getByte(address);
    Memory.putByte(address, (byte) (value ? old | bit : old & ~bit));
  }

  /** Copies a run of bits, keeping the target's bits before it; returns how many are set. */
  static int copy(long from, long fromIndex, long to, long toIndex, int count) {
    int ones = 0;
    int done = 0;
    // Aligns the target to a byte, then moves 56 bits at a time.
    while (done < count && ((toIndex + done) & 7) != 0) {
      boolean set = (word(from, fromIndex + done) & 1) != 0;
      put(to, toIndex + done, set);
      ones += set ? 1 : 0;
      done++;
    }
    for (; done < count; done += 56) {
      int run = Math.min(56, count - done);
      long bits = word(from, fromIndex + done) & (-1L >>> (64 - run));
      Memory.putLong(to + ((toIndex + done) >>> 3), bits);
      ones += Long.bitCount(bits);
    }
    return ones;
  }

  /** How many bits of a run are set. */
  static int count(long bitmap, long index, int count) {
    int ones = 0;
    for (int done = 0; done < count; done += 56) {
      int run = Math.min(56, count - done);
      ones += Long.bitCount(word(bitmap, index + done) & (-1L >>> (64 - run)));
    }
    return ones;
  }

  /** Writes a byte of 0 or 1 for each bit of a run; up to seven bytes more than that. */
  static void expand(long bitmap, long index, int count, long to) {
    for (int done = 0; done < count; done += 8) {
      // Bit k of the byte lands alone in byte k; adding 0x7F carries it to the byte's top.
      long spread = (word(bitmap, index + done) & 0xFF) * 0x0101010101010101L & 0x8040201008040201L;
      Memory.putLong(to + done, (spread + 0x7F7F7F7F7F7F7F7FL) >>> 7 & 0x0101010101010101L);
    }
  }
}
