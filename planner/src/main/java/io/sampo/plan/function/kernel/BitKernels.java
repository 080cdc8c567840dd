package io.sampo.plan.function.kernel;

/** Functions over the bits of integers. */
public final class BitKernels {
  private BitKernels() {}

  public static int shiftleft(int value, int bits) {
    return value << bits;
  }

  public static long shiftleft(long value, int bits) {
    return value << bits;
  }

  public static int shiftright(int value, int bits) {
    return value >> bits;
  }

  public static long shiftright(long value, int bits) {
    return value >> bits;
  }

  public static int shiftrightunsigned(int value, int bits) {
    return value >>> bits;
  }

  public static long shiftrightunsigned(long value, int bits) {
    return value >>> bits;
  }

  public static int bitCount(long value) {
    return Long.bitCount(value);
  }

  public static int bitCount(boolean value) {
    return value ? 1 : 0;
  }

  /** The bit at a position from 0, the lowest. */
  public static byte getBit(long value, int position) {
    if (position < 0 || position > 63) {
      throw KernelErrors.invalidArgument("position", position, "it lies between 0 and 63");
    }
    return (byte) (value >> position & 1);
  }
}
