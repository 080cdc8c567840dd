package io.sampo.codegen.kernel;

import io.sampo.codegen.vector.Memory;

/**
 * Sums of doubles as an unevaluated pair of a high and a low part, about 106 bits: after rounding
 * the result hardly ever depends on the order of addition. Error-free transformations after Knuth
 * and Dekker (TwoSum, TwoProduct by fused multiply-add).
 */
public final class PairSum {
  private PairSum() {}

  /** Adds a value to the pair at the two addresses. */
  public static void add(long highAddress, long lowAddress, double value) {
    double high = Memory.getDouble(highAddress);
    double sum = high + value;
    double virtual = sum - high;
    double error = (high - (sum - virtual)) + (value - virtual);
    Memory.putDouble(highAddress, sum);
    if (Double.isFinite(sum)) {
      Memory.putDouble(lowAddress, Memory.getDouble(lowAddress) + error);
    }
  }

  /** Adds a product with its rounding error. */
  public static void addProduct(long highAddress, long lowAddress, double a, double b) {
    double product = a * b;
    add(highAddress, lowAddress, product);
    if (Double.isFinite(product)) {
      double error = Math.fma(a, b, -product);
      Memory.putDouble(lowAddress, Memory.getDouble(lowAddress) + error);
    }
  }
}
