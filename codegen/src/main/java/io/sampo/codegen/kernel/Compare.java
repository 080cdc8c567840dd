package io.sampo.codegen.kernel;

/** Orderings as SQL has them. */
public final class Compare {
  private Compare() {}

  /** NaN equals itself and is above everything; the zeros are equal. */
  public static int doubles(double a, double b) {
    if (a < b) {
      return -1;
    }
    if (a > b) {
      return 1;
    }
    if (a == b) {
      return 0;
    }
    return Boolean.compare(Double.isNaN(a), Double.isNaN(b));
  }

  /** As {@link #doubles}. */
  public static int floats(float a, float b) {
    return doubles(a, b);
  }

  /** 128-bit integers, each as low and high half. */
  public static int wide(long lowA, long highA, long lowB, long highB) {
    return highA != highB ? Long.compare(highA, highB) : Long.compareUnsigned(lowA, lowB);
  }
}
