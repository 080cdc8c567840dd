package io.sampo.physical;

import io.sampo.error.Origin;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.function.BoundFunction;
import io.sampo.plan.function.FunctionDefinition;
import io.sampo.plan.function.FunctionKind;
import io.sampo.plan.function.Kernel;
import io.sampo.plan.function.NullPolicy;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Variance, covariance and correlation from sums that were kept as pairs of a high and a low part.
 * With about 106 bits the textbook formulas lose nothing that a double could show, and the answer
 * does not depend on the order of the rows.
 */
public final class Moments {
  private Moments() {}

  /** A number as an unevaluated sum of two doubles. Dekker's arithmetic. */
  private record Pair(double high, double low) {
    static Pair of(double high, double low) {
      double sum = high + low;
      return new Pair(sum, low - (sum - high));
    }

    Pair minus(Pair other) {
      double difference = high - other.high;
      double virtual = difference - high;
      double error = (high - (difference - virtual)) - (other.high + virtual);
      return of(difference, error + low - other.low);
    }

    Pair times(Pair other) {
      double product = high * other.high;
      double error = Math.fma(high, other.high, -product);
      return of(product, error + high * other.low + low * other.high);
    }

    Pair dividedBy(double divisor) {
      double quotient = high / divisor;
      double rest = Math.fma(-quotient, divisor, high) + low;
      return of(quotient, rest / divisor);
    }

    double value() {
      return high + low;
    }
  }

  /** Sum of products of differences from the means: sxy - sx * sy / n. */
  private static double centered(long count, Pair x, Pair y, Pair xy) {
    return xy.minus(x.times(y).dividedBy(count)).value();
  }

  /**
   * The kernel of {@link #variance(List)}; null for no rows, and for a single row when it is of a
   * sample.
   */
  public static @Nullable Double varianceOf(
      long count,
      @Nullable Double sum,
      double sumLow,
      @Nullable Double squares,
      double squaresLow,
      boolean sample,
      boolean root) {
    if (sum == null || squares == null || sample && count < 2) {
      return null;
    }
    var x = Pair.of(sum, sumLow);
    double variance =
        Math.max(0, centered(count, x, x, Pair.of(squares, squaresLow)))
            / (sample ? count - 1 : count);
    if (Double.isNaN(sum) || Double.isInfinite(sum)) {
      return Double.NaN;
    }
    return root ? Math.sqrt(variance) : variance;
  }

  /** The kernel of {@link #covariance(List)}. */
  public static @Nullable Double covarianceOf(
      long count,
      @Nullable Double x,
      double xLow,
      @Nullable Double y,
      double yLow,
      @Nullable Double xy,
      double xyLow,
      boolean sample) {
    if (x == null || y == null || xy == null || sample && count < 2) {
      return null;
    }
    return centered(count, Pair.of(x, xLow), Pair.of(y, yLow), Pair.of(xy, xyLow))
        / (sample ? count - 1 : count);
  }

  /** The kernel of {@link #correlation(List)}; null when a side does not vary. */
  public static @Nullable Double correlationOf(
      long count,
      @Nullable Double x,
      double xLow,
      @Nullable Double y,
      double yLow,
      @Nullable Double xy,
      double xyLow,
      @Nullable Double xx,
      double xxLow,
      @Nullable Double yy,
      double yyLow) {
    if (x == null || y == null || xy == null || xx == null || yy == null) {
      return null;
    }
    var sumX = Pair.of(x, xLow);
    var sumY = Pair.of(y, yLow);
    double together = centered(count, sumX, sumY, Pair.of(xy, xyLow));
    double varyingX = centered(count, sumX, sumX, Pair.of(xx, xxLow));
    double varyingY = centered(count, sumY, sumY, Pair.of(yy, yyLow));
    if (varyingX <= 0 || varyingY <= 0) {
      return null;
    }
    return together / Math.sqrt(varyingX) / Math.sqrt(varyingY);
  }

  static Expression variance(List<Expression> parts) {
    return call("moment_variance", "varianceOf", parts);
  }

  static Expression covariance(List<Expression> parts) {
    return call("moment_covariance", "covarianceOf", parts);
  }

  static Expression correlation(List<Expression> parts) {
    return call("moment_correlation", "correlationOf", parts);
  }

  private static Expression call(String name, String method, List<Expression> parts) {
    var definition =
        new FunctionDefinition(
            name,
            List.of(),
            FunctionKind.SCALAR,
            (row, types) -> bound(row, method, types),
            NullPolicy.CALLED_ON_NULL,
            true,
            name,
            "Internal: the result of an aggregate.",
            "",
            "",
            "0.1.0");
    return Call.of(
        bound(definition, method, parts.stream().map(Expression::type).toList()),
        parts,
        Origin.NONE);
  }

  private static BoundFunction bound(
      FunctionDefinition definition, String method, List<DataType> types) {
    var parameters = new ArrayList<Class<?>>();
    for (var candidate : Moments.class.getMethods()) {
      if (candidate.getName().equals(method)) {
        parameters.addAll(List.of(candidate.getParameterTypes()));
      }
    }
    var kernel = new Kernel(Moments.class, method, parameters, Double.class);
    return new BoundFunction(definition, types, DataType.DOUBLE, Optional.of(kernel));
  }
}
