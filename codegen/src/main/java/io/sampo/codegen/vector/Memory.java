package io.sampo.codegen.vector;

import java.lang.reflect.Field;
import sun.misc.Unsafe;

/**
 * Reads and writes raw memory, little-endian, unchecked. The one place that knows how memory is
 * accessed: measured, {@code Unsafe} is up to 1.3 times as fast as a global {@code MemorySegment}
 * in branching loops.
 *
 * <p>All methods are static, so that generated code calls them directly. A wrong address crashes
 * the process: callers own the bounds.
 */
@SuppressWarnings("removal") // Unsafe is the point of this class
public final class Memory {
  private static final Unsafe UNSAFE = unsafe();
  private static final long BYTE_ARRAY = Unsafe.ARRAY_BYTE_BASE_OFFSET;

  private Memory() {}

  private static Unsafe unsafe() {
    try {
      Field field = Unsafe.class.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      return (Unsafe) field.get(null);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  public static byte getByte(long address) {
    return UNSAFE.getByte(address);
  }

  public static void putByte(long address, byte value) {
    UNSAFE.putByte(address, value);
  }

  public static short getShort(long address) {
    return UNSAFE.getShort(address);
  }

  public static void putShort(long address, short value) {
    UNSAFE.putShort(address, value);
  }

  public static int getInt(long address) {
    return UNSAFE.getInt(address);
  }

  public static void putInt(long address, int value) {
    UNSAFE.putInt(address, value);
  }

  public static long getLong(long address) {
    return UNSAFE.getLong(address);
  }

  public static void putLong(long address, long value) {
    UNSAFE.putLong(address, value);
  }

  public static float getFloat(long address) {
    return UNSAFE.getFloat(address);
  }

  public static void putFloat(long address, float value) {
    UNSAFE.putFloat(address, value);
  }

  public static double getDouble(long address) {
    return UNSAFE.getDouble(address);
  }

  public static void putDouble(long address, double value) {
    UNSAFE.putDouble(address, value);
  }

  /**
   * Atomically replaces {@code expected} by {@code value}; whether it did. The address is 8-byte
   * aligned.
   */
  public static boolean compareAndSetLong(long address, long expected, long value) {
    return UNSAFE.compareAndSwapLong(null, address, expected, value);
  }

  public static long getLongVolatile(long address) {
    return UNSAFE.getLongVolatile(null, address);
  }

  public static void copy(long from, long to, long bytes) {
    UNSAFE.copyMemory(from, to, bytes);
  }

  public static void copyFrom(byte[] from, int offset, long to, int bytes) {
    UNSAFE.copyMemory(from, BYTE_ARRAY + offset, null, to, bytes);
  }

  public static void copyTo(long from, byte[] to, int offset, int bytes) {
    UNSAFE.copyMemory(null, from, to, BYTE_ARRAY + offset, bytes);
  }

  public static void fill(long address, long bytes, byte value) {
    UNSAFE.setMemory(address, bytes, value);
  }

  /** A long of the array's bytes at {@code offset}, little-endian. */
  public static long getLong(byte[] array, int offset) {
    return UNSAFE.getLong(array, BYTE_ARRAY + offset);
  }

  /** Bit {@code index} of a bitmap, least significant bit of the first byte first. */
  public static boolean getBit(long bitmap, int index) {
    return (UNSAFE.getByte(bitmap + (index >>> 3)) >>> (index & 7) & 1) != 0;
  }

  public static void setBit(long bitmap, int index) {
    long address = bitmap + (index >>> 3);
    UNSAFE.putByte(address, (byte) (UNSAFE.getByte(address) | 1 << (index & 7)));
  }

  public static void clearBit(long bitmap, int index) {
    long address = bitmap + (index >>> 3);
    UNSAFE.putByte(address, (byte) (UNSAFE.getByte(address) & ~(1 << (index & 7))));
  }
}
