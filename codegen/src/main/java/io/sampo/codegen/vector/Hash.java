package io.sampo.codegen.vector;

/**
 * 64-bit hashing of fixed-width values. The mixer folds the 128-bit product with an odd constant,
 * as wyhash does: one multiplication, and both halves of the result are well spread.
 */
public final class Hash {
  private static final long FIRST = 0x9E3779B97F4A7C15L;
  private static final long SECOND = 0xD6E8FEB86659FD93L;

  private Hash() {}

  /** The hash of one value. */
  public static long mix(long value) {
    long x = value ^ SECOND;
    return x * FIRST ^ Math.unsignedMultiplyHigh(x, FIRST);
  }

  /** The hash of a further value joined to those before it. */
  public static long combine(long hash, long value) {
    long x = value ^ Long.rotateLeft(hash, 29) ^ SECOND;
    return hash * FIRST + (x * FIRST ^ Math.unsignedMultiplyHigh(x, FIRST));
  }

  /**
   * The bits of a double with all NaNs and both zeros made one, so that equal values hash alike.
   */
  public static long doubleBits(double value) {
    return value == 0 ? 0 : Double.doubleToLongBits(value);
  }

  /** The bits of a float, with all NaNs and both zeros made one. */
  public static int floatBits(float value) {
    return value == 0 ? 0 : Float.floatToIntBits(value);
  }
}
