package io.sampo.optimizer.statistics;

import io.sampo.plan.expression.AggregateCall;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Cast;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Conditional;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Aggregate;
import io.sampo.plan.logical.LogicalPlan.Project;
import io.sampo.plan.logical.LogicalPlan.Scan;
import io.sampo.plan.logical.LogicalPlan.Union;
import io.sampo.plan.table.ColumnStatistics;
import io.sampo.types.ByteType;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.IntegerType;
import io.sampo.types.LongType;
import io.sampo.types.ShortType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Proves bounds of integer and decimal expressions, from exact column bounds and exact row counts,
 * so that generated code may compute in 64 bits what by its type would need 128. Bounds hold for
 * results; an intermediate value that is rounded or overflows is given up, falling back on what the
 * type itself allows.
 */
public final class ValueRanges {
  private ValueRanges() {}

  /**
   * The bounds of an expression over the rows of a plan.
   *
   * @param input the plan whose output the expression uses
   * @return empty for types other than integers and decimals
   */
  public static Optional<Range> of(Expression expression, LogicalPlan input) {
    return ofType(expression.type())
        .map(widest ->
            computed(expression, List.of(input)).map(widest::intersection).orElse(widest));
  }

  /**
   * The bounds of all columns that the nodes of a plan yield, by id, where they are narrower than
   * the type.
   */
  public static Map<Long, Range> all(LogicalPlan plan) {
    Map<Long, Range> ranges = new LinkedHashMap<>();
    plan.forEach(node -> {
      for (ColumnReference column : node.output()) {
        if (!ranges.containsKey(column.id())) {
          of(column, node)
              .filter(range -> !Optional.of(range).equals(ofType(column.type())))
              .ifPresent(range -> ranges.put(column.id(), range));
        }
      }
    });
    return ranges;
  }

  private static Optional<Range> ofType(DataType type) {
    if (type instanceof DecimalType decimal) {
      BigInteger most = BigInteger.TEN.pow(decimal.precision()).subtract(BigInteger.ONE);
      return Optional.of(new Range(most.negate(), most));
    }
    if (type instanceof ByteType) {
      return Optional.of(Range.of(Byte.MIN_VALUE, Byte.MAX_VALUE));
    }
    if (type instanceof ShortType) {
      return Optional.of(Range.of(Short.MIN_VALUE, Short.MAX_VALUE));
    }
    if (type instanceof IntegerType) {
      return Optional.of(Range.of(Integer.MIN_VALUE, Integer.MAX_VALUE));
    }
    return type instanceof LongType
        ? Optional.of(Range.of(Long.MIN_VALUE, Long.MAX_VALUE))
        : Optional.empty();
  }

  private static Optional<Range> known(Expression expression, List<LogicalPlan> inputs) {
    return ofType(expression.type())
        .map(widest -> computed(expression, inputs).map(widest::intersection).orElse(widest));
  }

  private static Optional<Range> computed(Expression expression, List<LogicalPlan> inputs) {
    return switch (expression) {
      case Literal literal ->
          unscaled(literal.value(), literal.type()).map(value -> new Range(value, value));
      case ColumnReference column -> column(column, inputs);
      case Cast cast -> cast(cast, inputs);
      case Conditional conditional -> conditional(conditional, inputs);
      case Call call -> call(call, inputs);
      case Expression _ -> Optional.empty();
    };
  }

  private static Optional<Range> cast(Cast cast, List<LogicalPlan> inputs) {
    return known(cast.child(), inputs)
        .map(range -> range.rescaled(scale(cast.type()) - scale(cast.child().type())));
  }

  private static Optional<Range> conditional(Conditional conditional, List<LogicalPlan> inputs) {
    Optional<Range> all = value(conditional.otherwise(), inputs);
    for (Conditional.Branch branch : conditional.branches()) {
      Optional<Range> one = value(branch.value(), inputs);
      if (isNull(conditional.otherwise()) && all.isEmpty()) {
        all = one;
      } else if (!isNull(branch.value())) {
        all = all.flatMap(range -> one.map(range::hull));
      }
    }
    return all;
  }

  private static boolean isNull(Expression expression) {
    return expression instanceof Literal literal && literal.value() == null;
  }

  /** The bounds of a value that is no null literal. */
  private static Optional<Range> value(Expression expression, List<LogicalPlan> inputs) {
    return isNull(expression) ? Optional.empty() : known(expression, inputs);
  }

  private static Optional<Range> call(Call call, List<LogicalPlan> inputs) {
    List<Expression> arguments = call.arguments();
    int scale = scale(call.type());
    return switch (call.name()) {
      case "+" ->
          aligned(arguments.get(0), scale, inputs)
              .flatMap(one -> aligned(arguments.get(1), scale, inputs).map(one::plus));
      case "-" ->
          aligned(arguments.get(0), scale, inputs)
              .flatMap(one ->
                  aligned(arguments.get(1), scale, inputs).map(other -> one.plus(other.negated())));
      case "negative" -> known(arguments.getFirst(), inputs).map(Range::negated);
      case "*" -> {
        boolean exact = scale(arguments.get(0).type()) + scale(arguments.get(1).type()) == scale;
        yield exact
            ? known(arguments.get(0), inputs)
                .flatMap(one -> known(arguments.get(1), inputs).map(one::times))
            : Optional.empty();
      }
      case "coalesce", "greatest", "least" -> {
        Optional<Range> all = aligned(arguments.getFirst(), scale, inputs);
        for (Expression argument : arguments) {
          Optional<Range> one = aligned(argument, scale, inputs);
          all = all.flatMap(range -> one.map(range::hull));
        }
        yield all;
      }
      default -> Optional.empty();
    };
  }

  /** The bounds of an operand in the scale of the result; empty when digits would be lost. */
  private static Optional<Range> aligned(Expression operand, int scale, List<LogicalPlan> inputs) {
    int digits = scale - scale(operand.type());
    return digits < 0
        ? Optional.empty()
        : known(operand, inputs).map(range -> range.rescaled(digits));
  }

  private static int scale(DataType type) {
    return type instanceof DecimalType decimal ? decimal.scale() : 0;
  }

  private static Optional<Range> column(ColumnReference column, List<LogicalPlan> inputs) {
    for (LogicalPlan input : inputs) {
      for (ColumnReference output : input.output()) {
        if (output.id() == column.id()) {
          return yielded(column, input);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Range> yielded(ColumnReference column, LogicalPlan plan) {
    return switch (plan) {
      case Scan scan -> stored(scan.table().statistics().column(column.name()), column.type());
      case LogicalPlan.RangeRows range -> steps(range);
      case Project project -> named(column, project.columns(), project);
      case Aggregate aggregate -> {
        Optional<Range> key = named(column, aggregate.keys(), aggregate);
        yield key.isPresent() ? key : aggregated(column, aggregate);
      }
      case Union union -> union(column, union);
      case LogicalPlan.Join join -> column(column, join.children());
      case LogicalPlan.Filter _,
          LogicalPlan.Sort _,
          LogicalPlan.Limit _,
          LogicalPlan.Tail _,
          LogicalPlan.Window _,
          LogicalPlan.Sample _,
          LogicalPlan.Generate _,
          LogicalPlan.Repartition _ ->
          column(column, plan.children());
      case LogicalPlan.LocalRows _, LogicalPlan.Expand _ -> Optional.empty();
    };
  }

  private static Optional<Range> steps(LogicalPlan.RangeRows range) {
    return Optional.of(
        Range.of(Math.min(range.start(), range.end()), Math.max(range.start(), range.end())));
  }

  private static Optional<Range> named(
      ColumnReference column, List<NamedExpression> columns, LogicalPlan node) {
    return columns.stream()
        .filter(named -> named.id() == column.id())
        .findFirst()
        .flatMap(named -> known(named.expression(), node.children()));
  }

  private static Optional<Range> aggregated(ColumnReference column, Aggregate aggregate) {
    for (NamedExpression named : aggregate.aggregates()) {
      if (named.id() == column.id() && named.expression() instanceof AggregateCall call) {
        return aggregated(call, aggregate.child());
      }
    }
    return Optional.empty();
  }

  private static Optional<Range> aggregated(AggregateCall call, LogicalPlan input) {
    Optional<BigInteger> rows = RowBounds.most(input);
    return switch (call.name()) {
      case "count", "count_if" -> rows.map(most -> new Range(BigInteger.ZERO, most));
      case "min", "max", "any_value", "first", "last" ->
          known(call.arguments().getFirst(), List.of(input));
      case "sum" -> {
        Expression argument = call.arguments().getFirst();
        boolean sameScale = scale(argument.type()) == scale(call.type());
        yield sameScale
            ? rows.flatMap(most -> known(argument, List.of(input)).map(range -> range.summed(most)))
            : Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  private static Optional<Range> union(ColumnReference column, Union union) {
    int position = union.output().stream().map(ColumnReference::id).toList().indexOf(column.id());
    Optional<Range> all = Optional.empty();
    for (LogicalPlan child : union.children()) {
      Optional<Range> one = known(child.output().get(position), List.of(child));
      if (one.isEmpty()) {
        return Optional.empty();
      }
      all = Optional.of(all.map(range -> range.hull(one.get())).orElse(one.get()));
    }
    return all;
  }

  private static Optional<Range> stored(ColumnStatistics statistics, DataType type) {
    if (!statistics.exactBounds()) {
      return Optional.empty();
    }
    return unscaled(statistics.min(), type)
        .flatMap(low -> unscaled(statistics.max(), type).map(high -> new Range(low, high)));
  }

  private static Optional<BigInteger> unscaled(@Nullable Object value, DataType type) {
    if (type instanceof DecimalType decimal && value instanceof BigDecimal number) {
      return number.scale() <= decimal.scale()
          ? Optional.of(number.setScale(decimal.scale()).unscaledValue())
          : Optional.empty();
    }
    return type.isIntegral() && value instanceof Number number
        ? Optional.of(BigInteger.valueOf(number.longValue()))
        : Optional.empty();
  }
}
