package io.sampo.runtime.block;

import io.sampo.codegen.vector.Memory;

/** Between null bytes, 1 for null, and Arrow's validity bitmaps, 1 for present. */
final class Validity {
  private static final long ONES = 0x0101010101010101L;
  private static final long GATHER = 0x0102040810204080L;
  private static final long[] SPREAD = new long[256];

  static {
    for (int bits = 0; bits < 256; bits++) {
      for (int i = 0; i < 8; i++) {
        SPREAD[bits] |= (~bits >>> i & 1L) << (8 * i);
      }
    }
  }

  private Validity() {}

  static long bitmapBytes(int rows) {
    return rows + 7L >>> 3;
  }

  /** Whether any of the null bytes says null. */
  static boolean anyNull(long nulls, int rows) {
    long any = 0;
    int i = 0;
    for (; i + 8 <= rows; i += 8) {
      any |= Memory.getLong(nulls + i);
    }
    for (; i < rows; i++) {
      any |= Memory.getByte(nulls + i);
    }
    return any != 0;
  }

  static void toBitmap(long nulls, long bitmap, int rows) {
    int i = 0;
    for (; i + 8 <= rows; i += 8) {
      long bits = (Memory.getLong(nulls + i) & ONES) * GATHER >>> 56;
      Memory.putByte(bitmap + (i >>> 3), (byte) ~bits);
    }
    if (i < rows) {
      int bits = 0;
      for (int k = i; k < rows; k++) {
        bits |= (Memory.getByte(nulls + k) ^ 1) << (k - i);
      }
      Memory.putByte(bitmap + (i >>> 3), (byte) bits);
    }
  }

  static void toNulls(long bitmap, long nulls, int rows) {
    int i = 0;
    for (; i + 8 <= rows; i += 8) {
      Memory.putLong(nulls + i, SPREAD[Memory.getByte(bitmap + (i >>> 3)) & 0xFF]);
    }
    for (; i < rows; i++) {
      Memory.putByte(nulls + i, (byte) (Memory.getBit(bitmap, i) ? 0 : 1));
    }
  }
}
