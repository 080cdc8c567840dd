package io.sampo.runtime.sink.parquet;

import io.sampo.codegen.vector.Memory;
import org.apache.parquet.format.Type;

/**
 * The forms in which values are kept until they are written: PLAIN, but for booleans, which stay
 * bytes.
 */
enum PlainKind {
  BOOLEAN(Type.BOOLEAN, 1),
  INT32(Type.INT32, 4),
  INT64(Type.INT64, 8),
  FLOAT(Type.FLOAT, 4),
  DOUBLE(Type.DOUBLE, 8),
  /** A decimal of 16 big-endian bytes. */
  INT128(Type.FIXED_LEN_BYTE_ARRAY, 16),
  /** A length of four bytes, then the bytes. */
  BYTES(Type.BYTE_ARRAY, 0);

  private final Type physical;
  private final int bytes;

  PlainKind(Type physical, int bytes) {
    this.physical = physical;
    this.bytes = bytes;
  }

  Type physical() {
    return physical;
  }

  /** The width of a value, or 0 when widths differ. */
  int bytes() {
    return bytes;
  }

  /** The bytes that the value at an address takes. */
  int sizeAt(long at) {
    return this == BYTES ? Integer.BYTES + Memory.getInt(at) : bytes;
  }

  /** Whether the value has no place in an order. */
  boolean isNan(long at) {
    return switch (this) {
      case FLOAT -> Float.isNaN(Memory.getFloat(at));
      case DOUBLE -> Double.isNaN(Memory.getDouble(at));
      case BOOLEAN, INT32, INT64, INT128, BYTES -> false;
    };
  }

  /** Compares two values in the order of the format's statistics. */
  int compare(long a, long b) {
    return switch (this) {
      case BOOLEAN -> Memory.getByte(a) - Memory.getByte(b);
      case INT32 -> Integer.compare(Memory.getInt(a), Memory.getInt(b));
      case INT64 -> Long.compare(Memory.getLong(a), Memory.getLong(b));
      case FLOAT -> Float.compare(Memory.getFloat(a), Memory.getFloat(b));
      case DOUBLE -> Double.compare(Memory.getDouble(a), Memory.getDouble(b));
      case INT128 -> {
        int high = Long.compare(big(a), big(b));
        yield high != 0 ? high : Long.compareUnsigned(big(a + 8), big(b + 8));
      }
      case BYTES -> compareBytes(a + 4, Memory.getInt(a), b + 4, Memory.getInt(b));
    };
  }

  private static long big(long at) {
    return Long.reverseBytes(Memory.getLong(at));
  }

  private static int compareBytes(long a, int lengthA, long b, int lengthB) {
    int shared = Math.min(lengthA, lengthB);
    int i = 0;
    for (; i + 8 <= shared; i += 8) {
      long x = Memory.getLong(a + i);
      long y = Memory.getLong(b + i);
      if (x != y) {
        return Long.compareUnsigned(Long.reverseBytes(x), Long.reverseBytes(y));
      }
    }
    for (; i < shared; i++) {
      int difference = (Memory.getByte(a + i) & 0xFF) - (Memory.getByte(b + i) & 0xFF);
      if (difference != 0) {
        return difference;
      }
    }
    return lengthA - lengthB;
  }
}
