package io.sampo.bench.statistics;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Figures over measurements. */
public final class Statistics {
  private Statistics() {}

  /**
   * The middle value, the mean of the middle two when their number is even.
   *
   * @throws IllegalArgumentException when there is no value
   */
  public static double median(List<Double> values) {
    requireSome(values);
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /**
   * The n-th root of the product.
   *
   * @param values positive numbers
   * @throws IllegalArgumentException when there is no value or one is not positive
   */
  public static double geometricMean(Collection<Double> values) {
    requireSome(values);
    double logarithms = 0;
    for (double value : values) {
      if (!(value > 0)) {
        throw new IllegalArgumentException("not positive: " + value);
      }
      logarithms += Math.log(value);
    }
    return Math.exp(logarithms / values.size());
  }

  private static void requireSome(Collection<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("there are no values");
    }
  }
}
