package io.sampo.codegen.emit;

import io.sampo.physical.ValueRange;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Cast;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Conditional;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.types.BooleanType;
import io.sampo.types.ByteType;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.IntegerType;
import io.sampo.types.LongType;
import io.sampo.types.ShortType;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Interval arithmetic over integers and the unscaled values of decimals: proves that a result fits
 * 64 bits, so that neither 128-bit arithmetic nor an overflow check is needed.
 */
final class Intervals {
  private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

  private final Loop loop;

  /** Bounds, both included. */
  record Interval(BigInteger low, BigInteger high) {
    boolean fitsLong() {
      return low.compareTo(LONG_MIN) >= 0 && high.compareTo(LONG_MAX) <= 0;
    }

    boolean within(Interval other) {
      return low.compareTo(other.low) >= 0 && high.compareTo(other.high) <= 0;
    }

    Interval times(BigInteger factor) {
      return new Interval(low.multiply(factor), high.multiply(factor));
    }
  }

  Intervals(Loop loop) {
    this.loop = loop;
  }

  /** Whether the expression's value certainly fits a long, and is emitted as one. */
  boolean fitsLong(Expression expression) {
    Interval interval = of(expression);
    return interval != null && interval.fitsLong();
  }

  /** Bounds of the expression's value; null for types that are no integers or decimals. */
  @Nullable Interval of(Expression expression) {
    Interval byType = ofType(expression.type());
    Interval known =
        switch (expression) {
          case ColumnReference column -> ofColumn(column);
          case Literal literal -> ofLiteral(literal);
          case Call call -> ofCall(call);
          case Cast cast -> ofCast(cast);
          case Conditional conditional -> ofConditional(conditional);
          default -> null;
        };
    return known == null ? byType : known;
  }

  static @Nullable Interval ofType(DataType type) {
    return switch (type) {
      case BooleanType t -> null;
      case ByteType t -> of(Byte.MIN_VALUE, Byte.MAX_VALUE);
      case ShortType t -> of(Short.MIN_VALUE, Short.MAX_VALUE);
      case IntegerType t -> of(Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LongType t -> of(Long.MIN_VALUE, Long.MAX_VALUE);
      case DecimalType t -> {
        BigInteger limit = BigInteger.TEN.pow(t.precision()).subtract(BigInteger.ONE);
        yield new Interval(limit.negate(), limit);
      }
      default -> null;
    };
  }

  /** Whether every value in the bounds is one of the type. */
  static boolean fits(Interval interval, DataType type) {
    Interval limit = ofType(type);
    return limit != null && interval.within(limit);
  }

  private static Interval of(long low, long high) {
    return new Interval(BigInteger.valueOf(low), BigInteger.valueOf(high));
  }

  private @Nullable Interval ofColumn(ColumnReference column) {
    ValueRange range = loop.context.ranges.get(column.id());
    if (range != null) {
      return of(range.low(), range.high());
    }
    return loop.inlined(column).map(this::of).orElse(null);
  }

  private static @Nullable Interval ofLiteral(Literal literal) {
    Object value = literal.value();
    if (value instanceof BigDecimal decimal && literal.type() instanceof DecimalType type) {
      BigInteger unscaled = decimal.setScale(type.scale()).unscaledValue();
      return new Interval(unscaled, unscaled);
    }
    if (literal.type().isIntegral() && value instanceof Number number) {
      return of(number.longValue(), number.longValue());
    }
    return literal.type().isNumeric() && value == null && !literal.type().isFloating()
        ? of(0, 0)
        : null;
  }

  /** The interval of an operand rescaled to a scale. */
  @Nullable Interval rescaled(Expression operand, int scale) {
    Interval interval = of(operand);
    if (interval == null || !(operand.type() instanceof DecimalType type)) {
      return interval;
    }
    return type.scale() <= scale ? interval.times(BigInteger.TEN.pow(scale - type.scale())) : null;
  }

  private @Nullable Interval ofCall(Call call) {
    if (!(call.type() instanceof DecimalType) && !call.type().isIntegral()) {
      return null;
    }
    Interval natural = naturalResult(call);
    Interval limit = ofType(call.type());
    return natural != null && limit != null && natural.within(limit) ? natural : null;
  }

  /**
   * The exact result's bounds, before any limit of the result type; null when the operation rounds
   * or is another one.
   */
  @Nullable Interval naturalResult(Call call) {
    if (call.arguments().size() != 2) {
      return null;
    }
    Expression left = call.arguments().get(0);
    Expression right = call.arguments().get(1);
    if (call.type() instanceof DecimalType result) {
      return switch (call.name()) {
        case "+", "-" ->
            sum(call.name(), rescaled(left, result.scale()), rescaled(right, result.scale()));
        case "*" ->
            left.type() instanceof DecimalType a
                    && right.type() instanceof DecimalType b
                    && a.scale() + b.scale() == result.scale()
                ? product(of(left), of(right))
                : null;
        default -> null;
      };
    }
    return switch (call.name()) {
      case "+", "-" -> sum(call.name(), of(left), of(right));
      case "*" -> product(of(left), of(right));
      default -> null;
    };
  }

  private static @Nullable Interval sum(
      String operator, @Nullable Interval a, @Nullable Interval b) {
    if (a == null || b == null) {
      return null;
    }
    return operator.equals("+")
        ? new Interval(a.low.add(b.low), a.high.add(b.high))
        : new Interval(a.low.subtract(b.high), a.high.subtract(b.low));
  }

  private static @Nullable Interval product(@Nullable Interval a, @Nullable Interval b) {
    if (a == null || b == null) {
      return null;
    }
    BigInteger p = a.low.multiply(b.low);
    BigInteger q = a.low.multiply(b.high);
    BigInteger r = a.high.multiply(b.low);
    BigInteger s = a.high.multiply(b.high);
    return new Interval(p.min(q).min(r).min(s), p.max(q).max(r).max(s));
  }

  private @Nullable Interval ofCast(Cast cast) {
    if (cast.type() instanceof DecimalType target) {
      if (cast.child().type() instanceof DecimalType) {
        Interval scaled = rescaled(cast.child(), target.scale());
        return scaled != null && fits(scaled, target) ? scaled : null;
      }
      if (cast.child().type().isIntegral()) {
        Interval child = of(cast.child());
        Interval scaled = child == null ? null : child.times(BigInteger.TEN.pow(target.scale()));
        return scaled != null && fits(scaled, target) ? scaled : null;
      }
    }
    if (cast.type().isIntegral() && cast.child().type().isIntegral()) {
      Interval child = of(cast.child());
      return child != null && fits(child, cast.type()) ? child : null;
    }
    return null;
  }

  private @Nullable Interval ofConditional(Conditional conditional) {
    Interval all = of(conditional.otherwise());
    for (var branch : conditional.branches()) {
      Interval value = of(branch.value());
      if (all == null || value == null) {
        return null;
      }
      all = new Interval(all.low.min(value.low), all.high.max(value.high));
    }
    return all;
  }
}
