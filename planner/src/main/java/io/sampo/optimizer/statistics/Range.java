package io.sampo.optimizer.statistics;

import java.math.BigInteger;

/**
 * Proven bounds of values, both included: of integers, or of the unscaled values of decimals of the
 * type's scale. Nulls are left out.
 *
 * @param low no value is below
 * @param high no value is above
 */
public record Range(BigInteger low, BigInteger high) {
  static Range of(long low, long high) {
    return new Range(BigInteger.valueOf(low), BigInteger.valueOf(high));
  }

  /** Whether every value fits a 64-bit integer. */
  public boolean fitsLong() {
    return low.bitLength() < Long.SIZE && high.bitLength() < Long.SIZE;
  }

  /** The values of both. */
  Range hull(Range other) {
    return new Range(low.min(other.low), high.max(other.high));
  }

  /**
   * The values that both allow. Two proven ranges of one value always meet; of no value anything is
   * true.
   */
  Range intersection(Range other) {
    BigInteger from = low.max(other.low);
    BigInteger to = high.min(other.high);
    return from.compareTo(to) > 0 ? this : new Range(from, to);
  }

  Range plus(Range other) {
    return new Range(low.add(other.low), high.add(other.high));
  }

  Range negated() {
    return new Range(high.negate(), low.negate());
  }

  Range times(Range other) {
    BigInteger a = low.multiply(other.low);
    BigInteger b = low.multiply(other.high);
    BigInteger c = high.multiply(other.low);
    BigInteger d = high.multiply(other.high);
    return new Range(a.min(b).min(c).min(d), a.max(b).max(c).max(d));
  }

  /** The range of sums of at least one and at most so many values. */
  Range summed(BigInteger most) {
    return new Range(low.min(low.multiply(most)), high.max(high.multiply(most)));
  }

  /**
   * The values with so many more digits behind the point; with fewer, rounded away from zero at
   * worst.
   */
  Range rescaled(int digits) {
    BigInteger factor = BigInteger.TEN.pow(Math.abs(digits));
    if (digits >= 0) {
      return new Range(low.multiply(factor), high.multiply(factor));
    }
    return new Range(
        low.divide(factor).subtract(BigInteger.ONE), high.divide(factor).add(BigInteger.ONE));
  }
}
