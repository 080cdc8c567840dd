package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.physical.Moments;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Variance, covariance and correlation over a window, from sums kept as pairs of a high and a low
 * part.
 */
final class WindowMoments implements WindowAggregate {
  private final String name;
  private final RowLayout.Field first;
  private final RowLayout.Field second;
  private final Pair sumX = new Pair();
  private final Pair sumY = new Pair();
  private final Pair sumXx = new Pair();
  private final Pair sumXy = new Pair();
  private final Pair sumYy = new Pair();
  private long count;

  /** A sum with its rounding error kept apart. */
  private static final class Pair {
    private double high;
    private double low;

    void clear() {
      high = 0;
      low = 0;
    }

    void add(double value) {
      double sum = high + value;
      double virtual = sum - high;
      double error = (high - (sum - virtual)) + (value - virtual);
      high = sum;
      low += Double.isFinite(sum) ? error : 0;
    }

    void addProduct(double a, double b) {
      double product = a * b;
      add(product);
      low += Double.isFinite(product) ? Math.fma(a, b, -product) : 0;
    }
  }

  WindowMoments(String name, List<WindowFunction.Argument> arguments) {
    this.name = name;
    this.first = arguments.getFirst().column();
    this.second = arguments.getLast().column();
  }

  @Override
  public void clear() {
    count = 0;
    for (Pair sum : List.of(sumX, sumY, sumXx, sumXy, sumYy)) {
      sum.clear();
    }
  }

  @Override
  public void add(WindowPartition partition, long place) {
    long row = partition.row(place);
    if (RowFields.isNull(first, row) || RowFields.isNull(second, row)) {
      return;
    }
    double x = WindowAggregate.number(first, row);
    double y = WindowAggregate.number(second, row);
    count++;
    sumX.add(x);
    sumY.add(y);
    sumXx.addProduct(x, x);
    sumXy.addProduct(x, y);
    sumYy.addProduct(y, y);
  }

  @Override
  public void write(FieldWriter writer, long target) {
    writer.put(target, count == 0 ? null : value());
  }

  private @Nullable Double value() {
    boolean sample = !name.endsWith("_pop");
    return switch (name) {
      case "covar_samp", "covar_pop" ->
          Moments.covarianceOf(
              count, sumX.high, sumX.low, sumY.high, sumY.low, sumXy.high, sumXy.low, sample);
      case "corr" ->
          Moments.correlationOf(
              count,
              sumX.high,
              sumX.low,
              sumY.high,
              sumY.low,
              sumXy.high,
              sumXy.low,
              sumXx.high,
              sumXx.low,
              sumYy.high,
              sumYy.low);
      default ->
          Moments.varianceOf(
              count, sumX.high, sumX.low, sumXx.high, sumXx.low, sample, name.startsWith("std"));
    };
  }
}
