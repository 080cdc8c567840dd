package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;

/** Turns a run of plain values as the file has them into the form of a vector. */
enum Conversion {
  /** The file's form is the vector's. */
  NONE,
  INT_TO_BYTE,
  INT_TO_SHORT,
  INT_TO_LONG,
  INT_TO_DOUBLE,
  INT_TO_INT128,
  UNSIGNED_INT_TO_LONG,
  LONG_TO_INT128,
  UNSIGNED_LONG_TO_INT128,
  MILLIS_TO_MICROS,
  NANOS_TO_MICROS,
  INT96_TO_MICROS,
  FLOAT_TO_DOUBLE,
  HALF_TO_FLOAT,
  /** Big-endian two's complement of the leaf's width. */
  FIXED_TO_LONG,
  FIXED_TO_INT128,
  FIXED_TO_VIEW,
  /** Big-endian two's complement of the view's bytes. */
  VIEW_TO_LONG,
  VIEW_TO_INT128;

  private static final int JULIAN_DAY_OF_EPOCH = 2_440_588;
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  /**
   * Converts {@code count} values. The ranges may not overlap, apart from views converted to INT128
   * in place.
   *
   * @param fileBytes the width of a value at {@code from}
   * @throws MalformedException when a value does not fit
   */
  void convert(long from, long to, int count, int fileBytes) {
    switch (this) {
      case NONE -> Memory.copy(from, to, (long) count * fileBytes);
      case INT_TO_BYTE -> intToByte(from, to, count);
      case INT_TO_SHORT -> intToShort(from, to, count);
      case INT_TO_LONG -> intToLong(from, to, count);
      case INT_TO_DOUBLE -> intToDouble(from, to, count);
      case INT_TO_INT128 -> intToInt128(from, to, count);
      case UNSIGNED_INT_TO_LONG -> unsignedIntToLong(from, to, count);
      case LONG_TO_INT128 -> longToInt128(from, to, count, true);
      case UNSIGNED_LONG_TO_INT128 -> longToInt128(from, to, count, false);
      case MILLIS_TO_MICROS -> millisToMicros(from, to, count);
      case NANOS_TO_MICROS -> nanosToMicros(from, to, count);
      case INT96_TO_MICROS -> int96ToMicros(from, to, count);
      case FLOAT_TO_DOUBLE -> floatToDouble(from, to, count);
      case HALF_TO_FLOAT -> halfToFloat(from, to, count);
      case FIXED_TO_LONG -> fixedToLong(from, to, count, fileBytes);
      case FIXED_TO_INT128 -> fixedToInt128(from, to, count, fileBytes);
      case FIXED_TO_VIEW -> fixedToView(from, to, count, fileBytes);
      case VIEW_TO_LONG -> viewToLong(from, to, count);
      case VIEW_TO_INT128 -> viewToInt128(from, to, count);
    }
  }

  private static void intToByte(long from, long to, int count) {
    for (int i = 0; i < count; i++) {
      Memory.putByte(to + i, (byte) Memory.getInt(from + 4L * i));
    }
  }

  private static void intToShort(long from, long to, int count) {
    for (int i = 0; i < count; i++) {
      Memory.putShort(to + 2L * i, (short) Memory.getInt(from + 4L * i));
    }
  }

  private static void intToLong(long from, long to, int count) {
    for (int i = 0; i < count; i++) {
      Memory.putLong(to + 8L * i, Memory.getInt(from + 4L * i));
    }
  }

  private static void intToDouble(long from, long to, int count) {
    for (int i = 0; i < count; i++) {
      Memory.putDouble(to + 8L * i, Memory.getInt(from + 4L * i));
    }
  }

  private static void intToInt128(long from, long to, int count) {
    for (int i = 0; i < count; i++) {
      long value = Memory.getInt(from + 4L * i);
      Memory.putLong(to + 16L * i, value);
      Memory.putLong(to + 16L * i + 8, value >> 63);
    }
  }

  private static void unsignedIntToLong(long from, long to, int count) {
    for (int i = 0; i < count; i++) {
      Memory.putLong(to + 8L * i, Memory.getInt(from + 4L * i) & 0xFFFFFFFFL);
    }
  }

  private static void longToInt128(long from, long to, int count, boolean signed) {
    for (int i = 0; i < count; i++) {
      long value = Memory.getLong(from + 8L * i);
      Memory.putLong(to + 16L * i, value);
      Memory.putLong(to + 16L * i + 8, signed ? value >> 63 : 0);
    }
  }

  private static void millisToMicros(long from, long to, int count) {
    for (int i = 0; i < count; i++) {
      long millis = Memory.getLong(from + 8L * i);
      long micros = millis * 1000;
      if (micros / 1000 != millis) {
        throw new MalformedException(
            "a timestamp of " + millis + " ms, beyond the range of microseconds");
      }
      Memory.putLong(to + 8L * i, micros);
    }
  }

  private static void nanosToMicros(long from, long to, int count) {
    for (int i = 0; i < count; i++) {
      Memory.putLong(to + 8L * i, Math.floorDiv(Memory.getLong(from + 8L * i), 1000L));
    }
  }

  private static void int96ToMicros(long from, long to, int count) {
    for (int i = 0; i < count; i++) {
      long nanos = Memory.getLong(from + 12L * i);
      long day = Memory.getInt(from + 12L * i + 8) - (long) JULIAN_DAY_OF_EPOCH;
      if (Math.abs(day) > Long.MAX_VALUE / MICROS_PER_DAY - 1) {
        throw new MalformedException("an INT96 timestamp of day " + day);
      }
      Memory.putLong(to + 8L * i, day * MICROS_PER_DAY + Math.floorDiv(nanos, 1000L));
    }
  }

  private static void floatToDouble(long from, long to, int count) {
    for (int i = 0; i < count; i++) {
      Memory.putDouble(to + 8L * i, Memory.getFloat(from + 4L * i));
    }
  }

  private static void halfToFloat(long from, long to, int count) {
    for (int i = 0; i < count; i++) {
      Memory.putFloat(to + 4L * i, Float.float16ToFloat(Memory.getShort(from + 2L * i)));
    }
  }

  /**
   * The last eight bytes of a big-endian number of at least one byte, sign extended. Reads eight
   * bytes from {@code at}.
   */
  private static long bigEndianShort(long at, int bytes) {
    return Long.reverseBytes(Memory.getLong(at)) >> (64 - 8 * bytes);
  }

  private static long low(long at, int bytes) {
    return bytes >= 8
        ? Long.reverseBytes(Memory.getLong(at + bytes - 8))
        : bytes == 0 ? 0 : bigEndianShort(at, bytes);
  }

  private static long high(long at, int bytes) {
    if (bytes <= 8) {
      return low(at, bytes) >> 63;
    }
    return bytes >= 16
        ? Long.reverseBytes(Memory.getLong(at + bytes - 16))
        : bigEndianShort(at, bytes - 8);
  }

  /** Refuses a number whose bytes before the last {@code kept} are no mere sign. */
  private static void checkWidth(long at, int bytes, int kept) {
    byte sign = (byte) (Memory.getByte(at + bytes - kept) >> 7);
    for (int i = 0; i < bytes - kept; i++) {
      if (Memory.getByte(at + i) != sign) {
        throw new MalformedException("a decimal that exceeds its precision");
      }
    }
  }

  private static void fixedToLong(long from, long to, int count, int bytes) {
    if (bytes <= 8) {
      int shift = 64 - 8 * bytes;
      for (int i = 0; i < count; i++) {
        long value = Long.reverseBytes(Memory.getLong(from + (long) bytes * i)) >> shift;
        Memory.putLong(to + 8L * i, value);
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      long at = from + (long) bytes * i;
      checkWidth(at, bytes, 8);
      Memory.putLong(to + 8L * i, low(at, bytes));
    }
  }

  private static void fixedToInt128(long from, long to, int count, int bytes) {
    for (int i = 0; i < count; i++) {
      putInt128(from + (long) bytes * i, bytes, to + 16L * i);
    }
  }

  private static void putInt128(long at, int bytes, long to) {
    if (bytes > 16) {
      checkWidth(at, bytes, 16);
    }
    long low = low(at, bytes);
    long high = high(at, bytes);
    Memory.putLong(to, low);
    Memory.putLong(to + 8, high);
  }

  private static void fixedToView(long from, long to, int count, int bytes) {
    for (int i = 0; i < count; i++) {
      StringView.put(to + 16L * i, from + (long) bytes * i, bytes);
    }
  }

  private static void viewToLong(long from, long to, int count) {
    for (int i = 0; i < count; i++) {
      long view = from + 16L * i;
      int bytes = StringView.length(view);
      long at = StringView.data(view);
      if (bytes > 8) {
        checkWidth(at, bytes, 8);
      }
      Memory.putLong(to + 8L * i, low(at, bytes));
    }
  }

  private static void viewToInt128(long from, long to, int count) {
    for (int i = 0; i < count; i++) {
      long view = from + 16L * i;
      putInt128(StringView.data(view), StringView.length(view), to + 16L * i);
    }
  }
}
