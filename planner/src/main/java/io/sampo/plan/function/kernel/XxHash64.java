package io.sampo.plan.function.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** xxHash of 64 bits (Y. Collet). */
final class XxHash64 {
  private static final long P1 = 0x9E3779B185EBCA87L;
  private static final long P2 = 0xC2B2AE3D27D4EB4FL;
  private static final long P3 = 0x165667B19E3779F9L;
  private static final long P4 = 0x85EBCA77C2B2AE63L;
  private static final long P5 = 0x27D4EB2F165667C5L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private XxHash64() {}

  static long hashInt(int value, long seed) {
    return finish(mixInt(seed + P5 + Integer.BYTES, value));
  }

  static long hashLong(long value, long seed) {
    return finish(mixLong(seed + P5 + Long.BYTES, value));
  }

  static long hashBytes(byte[] bytes, long seed) {
    int at = 0;
    long hash = seed + P5;
    if (bytes.length >= 32) {
      long[] lanes = {seed + P1 + P2, seed + P2, seed, seed - P1};
      for (; at <= bytes.length - 32; at += 32) {
        for (int lane = 0; lane < 4; lane++) {
          lanes[lane] = round(lanes[lane], (long) LONGS.get(bytes, at + lane * Long.BYTES));
        }
      }
      hash =
          Long.rotateLeft(lanes[0], 1)
              + Long.rotateLeft(lanes[1], 7)
              + Long.rotateLeft(lanes[2], 12)
              + Long.rotateLeft(lanes[3], 18);
      for (long lane : lanes) {
        hash = (hash ^ round(0, lane)) * P1 + P4;
      }
    }
    hash += bytes.length;
    for (; at <= bytes.length - Long.BYTES; at += Long.BYTES) {
      hash = mixLong(hash, (long) LONGS.get(bytes, at));
    }
    if (at <= bytes.length - Integer.BYTES) {
      hash = mixInt(hash, (int) INTS.get(bytes, at));
      at += Integer.BYTES;
    }
    for (; at < bytes.length; at++) {
      hash = Long.rotateLeft(hash ^ (bytes[at] & 0xFF) * P5, 11) * P1;
    }
    return finish(hash);
  }

  private static long round(long lane, long value) {
    return Long.rotateLeft(lane + value * P2, 31) * P1;
  }

  private static long mixLong(long hash, long value) {
    return Long.rotateLeft(hash ^ round(0, value), 27) * P1 + P4;
  }

  private static long mixInt(long hash, int value) {
    return Long.rotateLeft(hash ^ (value & 0xFFFFFFFFL) * P1, 23) * P2 + P3;
  }

  private static long finish(long hash) {
    long mixed = (hash ^ hash >>> 33) * P2;
    mixed = (mixed ^ mixed >>> 29) * P3;
    return mixed ^ mixed >>> 32;
  }
}
