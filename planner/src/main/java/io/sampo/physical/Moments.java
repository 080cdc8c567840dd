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
import java.util.Map;
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

  /**
   * The kernel of {@link #covariance(List)}.
   *
   * @param parts the sums of x, y and their product, each as high and low part, then whether of a
   *     sample
   */
  public static @Nullable Double covarianceOf(long count, @Nullable Object... parts) {
    boolean sample = Boolean.TRUE.equals(parts[6]);
    Pair x = pair(parts, 0);
    Pair y = pair(parts, 2);
    Pair xy = pair(parts, 4);
    if (x == null || y == null || xy == null || sample && count < 2) {
      return null;
    }
    return centered(count, x, y, xy) / (sample ? count - 1 : count);
  }

  /**
   * The kernel of {@link #correlation(List)}; null when a side does not vary.
   *
   * @param parts the sums of x, y, their product and their squares, each as high and low part
   */
  public static @Nullable Double correlationOf(long count, @Nullable Object... parts) {
    Pair x = pair(parts, 0);
    Pair y = pair(parts, 2);
    Pair xy = pair(parts, 4);
    Pair xx = pair(parts, 6);
    Pair yy = pair(parts, 8);
    if (x == null || y == null || xy == null || xx == null || yy == null) {
      return null;
    }
    double varyingX = centered(count, x, x, xx);
    double varyingY = centered(count, y, y, yy);
    if (varyingX <= 0 || varyingY <= 0) {
      return null;
    }
    return centered(count, x, y, xy) / Math.sqrt(varyingX) / Math.sqrt(varyingY);
  }

  private static @Nullable Pair pair(@Nullable Object[] parts, int at) {
    return parts[at] instanceof Double high && parts[at + 1] instanceof Double low
        ? Pair.of(high, low)
        : null;
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

  /** The functions that only this class makes calls of, by name; the value is the kernel. */
  private static final Map<String, String> INTERNAL =
      Map.of(
          "moment_variance", "varianceOf",
          "moment_covariance", "covarianceOf",
          "moment_correlation", "correlationOf");

  /** The internal function of that name, which no registry lists. */
  public static Optional<FunctionDefinition> function(String name) {
    return Optional.ofNullable(INTERNAL.get(name)).map(method -> definition(name, method));
  }

  private static FunctionDefinition definition(String name, String method) {
    return new FunctionDefinition(
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
  }

  private static Expression call(String name, String method, List<Expression> parts) {
    FunctionDefinition definition = definition(name, method);
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
