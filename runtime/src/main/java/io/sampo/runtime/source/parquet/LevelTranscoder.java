package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.Memory;

/**
 * Turns levels in the deprecated BIT_PACKED encoding, most significant bit first, into one
 * bit-packed run of the hybrid encoding.
 */
final class LevelTranscoder {
  private LevelTranscoder() {}

  private static final int MAX_HEADER = 5;

  /** The room that the run of {@code count} levels needs. */
  static long bytes(int count, int width) {
    return MAX_HEADER + ((count + 7L) >>> 3) * width;
  }

  /** Writes the run; the address behind it. */
  static long transcode(long from, int count, int width, long to) {
    long groups = (count + 7L) >>> 3;
    long at = to;
    long header = groups << 1 | 1;
    while (header >>> 7 != 0) {
      Memory.putByte(at++, (byte) (header | 0x80));
      header >>>= 7;
    }
    Memory.putByte(at++, (byte) header);
    Memory.fill(at, groups * width, (byte) 0);
    for (int i = 0; i < count; i++) {
      int value = 0;
      for (int bit = 0; bit < width; bit++) {
        long index = (long) i * width + bit;
        int set = Memory.getByte(from + (index >>> 3)) >>> (7 - (index & 7)) & 1;
        value = value << 1 | set;
      }
      for (int bit = 0; bit < width; bit++) {
        if ((value >>> bit & 1) != 0) {
          long index = (long) i * width + bit;
          long address = at + (index >>> 3);
          Memory.putByte(address, (byte) (Memory.getByte(address) | 1 << (index & 7)));
        }
      }
    }
    return at + groups * width;
  }
}
