package io.sampo.analyzer;

import io.sampo.error.Origin;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.ExistsSubquery;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.InSubquery;
import io.sampo.plan.expression.QuantifiedSubquery;
import io.sampo.plan.expression.ScalarSubquery;
import io.sampo.plan.interpret.Interpreter;
import io.sampo.types.DataType;
import io.sampo.types.DateType;
import io.sampo.types.DayTimeIntervalType;
import io.sampo.types.DecimalType;
import java.math.BigDecimal;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Expressions that must be, or may be, constants. */
final class Constants {
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private Constants() {}

  /** Whether the value depends on nothing but the expression itself. */
  static boolean isConstant(Expression expression) {
    return !expression.anyMatch(part ->
        part instanceof ColumnReference
            || part instanceof ScalarSubquery
            || part instanceof ExistsSubquery
            || part instanceof InSubquery
            || part instanceof QuantifiedSubquery
            || !Determinism.isDeterministic(part));
  }

  static @Nullable Object value(Expression expression, ZoneId zone) {
    return Interpreter.constant(expression, zone);
  }

  /** The value of a count such as LIMIT's: not negative, null when it is NULL. */
  static @Nullable Long count(
      ExpressionResolver resolver, io.sampo.spec.Expression expression, String clause) {
    Expression value = resolver.resolve(expression);
    if (!isConstant(value)) {
      throw AnalyzerErrors.notConstant(clause, "count", "BIGINT", expression.origin());
    }
    Expression cast = resolver.binder().cast(value, DataType.LONG, false, expression.origin());
    var count = (Long) value(cast, resolver.analysis().settings().zone());
    if (count != null && count < 0) {
      throw AnalyzerErrors.mismatch(
          Binder.text(expression.origin(), clause),
          clause + " cannot be negative, but is " + count,
          expression.origin());
    }
    return count;
  }

  /** The distance of a frame's edge in whole units of the ordering key. */
  static long distance(ExpressionResolver resolver, Expression value, DataType key, Origin origin) {
    if (!isConstant(value)) {
      throw AnalyzerErrors.notConstant("a window's frame", "distance", "number", origin);
    }
    boolean days = key instanceof DateType && value.type() instanceof DayTimeIntervalType;
    DataType type = days || isTime(key) ? DataType.DAY_TIME_INTERVAL : key;
    if (key instanceof DateType && !days) {
      type = DataType.LONG;
    }
    if (key.isFloating()) {
      throw AnalyzerErrors.mismatch(
          Binder.text(origin, "RANGE"),
          "a distance between values of " + key.sql() + " cannot be given",
          origin);
    }
    Expression cast = resolver.binder().cast(value, type, false, origin);
    Object distance = value(cast, resolver.analysis().settings().zone());
    return switch (distance) {
      case BigDecimal decimal ->
          decimal.setScale(((DecimalType) key).scale()).unscaledValue().longValueExact();
      case Number number -> days ? number.longValue() / MICROS_PER_DAY : number.longValue();
      case null, default ->
          throw AnalyzerErrors.notConstant("a window's frame", "distance", "number", origin);
    };
  }

  private static boolean isTime(DataType type) {
    return type.equals(DataType.TIMESTAMP) || type.equals(DataType.TIMESTAMP_NTZ);
  }
}
