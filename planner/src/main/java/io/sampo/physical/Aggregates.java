package io.sampo.physical;

import io.sampo.error.Origin;
import io.sampo.plan.expression.AggregateCall;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Cast;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.expression.SortOrder;
import io.sampo.plan.function.BoundFunction;
import io.sampo.plan.function.FunctionDefinition;
import io.sampo.plan.logical.ColumnIds;
import io.sampo.types.DataType;
import io.sampo.types.DayTimeIntervalType;
import io.sampo.types.DecimalType;
import io.sampo.types.DoubleType;
import io.sampo.types.FloatType;
import io.sampo.types.YearMonthIntervalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Splits aggregate functions into primitive accumulators and an expression over them. */
final class Aggregates {
  private final ColumnIds ids;
  private final Function<String, FunctionDefinition> functions;

  Aggregates(ColumnIds ids, Function<String, FunctionDefinition> functions) {
    this.ids = ids;
    this.functions = functions;
  }

  /**
   * Adds the accumulators an aggregate needs, sharing equal ones, and yields its result over them.
   */
  NamedExpression split(NamedExpression named, List<AggregateState> states) {
    var call = (AggregateCall) named.expression();
    if (call.distinct()) {
      throw new IllegalStateException("a distinct aggregate was not rewritten: " + call);
    }
    Expression result = new Splitting(call, states).result();
    return named.withExpression(
        result.type().equals(call.type()) ? result : cast(result, call.type()));
  }

  FunctionDefinition definition(String name) {
    return functions.apply(name);
  }

  Call call(String name, Expression... arguments) {
    FunctionDefinition definition = functions.apply(name);
    List<Expression> given = List.of(arguments);
    BoundFunction bound =
        definition.signature().bind(definition, given.stream().map(Expression::type).toList());
    var fitting = new ArrayList<Expression>();
    for (int i = 0; i < given.size(); i++) {
      fitting.add(cast(given.get(i), bound.argumentTypes().get(i)));
    }
    return Call.of(bound, fitting, Origin.NONE);
  }

  private static Expression cast(Expression expression, DataType type) {
    return expression.type().equals(type)
        ? expression
        : new Cast(expression, type, false, Origin.NONE);
  }

  /** The splitting of one aggregate. */
  private final class Splitting {
    private final AggregateCall call;
    private final List<AggregateState> states;

    Splitting(AggregateCall call, List<AggregateState> states) {
      this.call = call;
      this.states = states;
    }

    private Expression argument(int index) {
      return call.arguments().get(index);
    }

    Expression result() {
      return switch (call.name()) {
        case "count" -> count(call.arguments().stream().filter(Expression::nullable).toList());
        case "count_if" -> countIf();
        case "sum" -> sum();
        case "avg", "mean" -> average();
        case "min" -> one(AggregateState.Kind.MIN, call.type(), argument(0));
        case "max" -> one(AggregateState.Kind.MAX, call.type(), argument(0));
        case "bool_and", "every" -> one(AggregateState.Kind.MIN, call.type(), argument(0));
        case "bool_or", "some", "any" -> one(AggregateState.Kind.MAX, call.type(), argument(0));
        case "first", "last" -> first();
        case "stddev", "stddev_samp", "std", "stddev_pop", "variance", "var_samp", "var_pop" ->
            variance();
        case "covar_samp", "covar_pop", "corr" -> covariance();
        default -> heap();
      };
    }

    /** Calls with the same order and filter share one accumulator: they all take the same row. */
    private Expression first() {
      List<SortOrder> order =
          call.name().equals("first")
              ? call.ordering()
              : call.ordering().stream().map(SortOrder::reversed).toList();
      Expression value = argument(0);
      Optional<Expression> filter = call.filter();
      if (call.ignoreNulls() && value.nullable()) {
        Expression present = call("isnotnull", value);
        filter =
            Optional.of(
                filter.map(given -> (Expression) call("and", given, present)).orElse(present));
      }
      for (int i = 0; i < states.size(); i++) {
        AggregateState known = states.get(i);
        if (known.kind() == AggregateState.Kind.FIRST
            && known.ordering().equals(order)
            && known.filter().equals(filter)) {
          return shared(i, known, value);
        }
      }
      var columns = new ArrayList<ColumnReference>();
      columns.add(new ColumnReference(ids.next(), "entered", DataType.BOOLEAN, true));
      for (SortOrder key : order) {
        Expression by = key.expression();
        columns.add(new ColumnReference(ids.next(), "order", by.type(), by.nullable()));
      }
      states.add(
          new AggregateState(
              columns,
              AggregateState.Kind.FIRST,
              order.stream().map(SortOrder::expression).toList(),
              Optional.empty(),
              order,
              filter));
      return shared(states.size() - 1, states.getLast(), value);
    }

    private Expression shared(int place, AggregateState known, Expression value) {
      int at = known.values().indexOf(value);
      if (at >= 0) {
        return known.columns().get(1 + known.ordering().size() + at);
      }
      var columns = new ArrayList<>(known.columns());
      columns.add(new ColumnReference(ids.next(), "first", value.type(), true));
      var arguments = new ArrayList<>(known.values());
      arguments.add(value);
      known.ordering().forEach(key -> arguments.add(key.expression()));
      states.set(
          place,
          new AggregateState(
              columns,
              known.kind(),
              arguments,
              Optional.empty(),
              known.ordering(),
              known.filter()));
      return columns.getLast();
    }

    private Expression countIf() {
      Expression condition = argument(0);
      Optional<Expression> filter =
          Optional.of(
              call.filter()
                  .map(given -> (Expression) call("and", given, condition))
                  .orElse(condition));
      return state(AggregateState.Kind.COUNT, List.of(DataType.LONG), false, List.of(), filter)
          .getFirst();
    }

    private Expression count(List<Expression> arguments) {
      return state(
              AggregateState.Kind.COUNT, List.of(DataType.LONG), false, arguments, call.filter())
          .getFirst();
    }

    private Expression one(AggregateState.Kind kind, DataType type, Expression argument) {
      return state(kind, List.of(type), true, List.of(argument), call.filter()).getFirst();
    }

    private Expression sum() {
      DataType type = argument(0).type();
      if (type instanceof FloatType || type instanceof DoubleType) {
        return pairSum(argument(0));
      }
      return one(AggregateState.Kind.SUM, call.type(), argument(0));
    }

    /** The sum of doubles: high part plus low part. */
    private Expression pairSum(Expression argument) {
      List<ColumnReference> pair =
          pair(AggregateState.Kind.SUM_DOUBLE, List.of(asDouble(argument)));
      return call("+", pair.get(0), pair.get(1));
    }

    private List<ColumnReference> pair(AggregateState.Kind kind, List<Expression> arguments) {
      return state(kind, List.of(DataType.DOUBLE, DataType.DOUBLE), true, arguments, call.filter());
    }

    private Expression asDouble(Expression expression) {
      return cast(expression, DataType.DOUBLE);
    }

    private Expression average() {
      Expression argument = argument(0);
      List<Expression> counted = argument.nullable() ? List.of(argument) : List.of();
      if (argument.type() instanceof DecimalType decimal) {
        var sumType = new DecimalType(Math.min(38, decimal.precision() + 10), decimal.scale());
        Expression sum = one(AggregateState.Kind.SUM, sumType, argument);
        return call("/", sum, cast(count(counted), new DecimalType(20, 0)));
      }
      if (argument.type() instanceof YearMonthIntervalType
          || argument.type() instanceof DayTimeIntervalType) {
        Expression sum = one(AggregateState.Kind.SUM, argument.type(), argument);
        return call("divide_interval", sum, asDouble(count(counted)));
      }
      Expression sum = pairSum(argument);
      return call("/", sum, asDouble(count(counted)));
    }

    private Expression variance() {
      Expression x = asDouble(argument(0));
      List<ColumnReference> sum = pair(AggregateState.Kind.SUM_DOUBLE, List.of(x));
      List<ColumnReference> squares = pair(AggregateState.Kind.SUM_PRODUCT, List.of(x, x));
      Expression count = count(List.of(x));
      boolean sample = !call.name().endsWith("_pop");
      boolean root = call.name().startsWith("std");
      return Moments.variance(
          List.of(
              count,
              sum.get(0),
              sum.get(1),
              squares.get(0),
              squares.get(1),
              flag(sample),
              flag(root)));
    }

    private Expression covariance() {
      Expression x = asDouble(argument(0));
      Expression y = asDouble(argument(1));
      // Only rows where both are present count.
      Expression both = call("and", call("isnotnull", x), call("isnotnull", y));
      Optional<Expression> filter =
          Optional.of(
              call.filter().map(given -> (Expression) call("and", given, both)).orElse(both));
      var parts = new ArrayList<Expression>();
      parts.add(
          state(AggregateState.Kind.COUNT, List.of(DataType.LONG), false, List.of(), filter)
              .getFirst());
      List<DataType> types = List.of(DataType.DOUBLE, DataType.DOUBLE);
      parts.addAll(state(AggregateState.Kind.SUM_DOUBLE, types, true, List.of(x), filter));
      parts.addAll(state(AggregateState.Kind.SUM_DOUBLE, types, true, List.of(y), filter));
      parts.addAll(state(AggregateState.Kind.SUM_PRODUCT, types, true, List.of(x, y), filter));
      if (call.name().equals("corr")) {
        parts.addAll(state(AggregateState.Kind.SUM_PRODUCT, types, true, List.of(x, x), filter));
        parts.addAll(state(AggregateState.Kind.SUM_PRODUCT, types, true, List.of(y, y), filter));
        return Moments.correlation(parts);
      }
      parts.add(flag(call.name().equals("covar_samp")));
      return Moments.covariance(parts);
    }

    private Expression flag(boolean value) {
      return new Literal(value, DataType.BOOLEAN);
    }

    private Expression heap() {
      var columns =
          List.of(
              new ColumnReference(ids.next(), "handle", DataType.LONG, false),
              new ColumnReference(ids.next(), call.name(), call.type(), true));
      var arguments = new ArrayList<>(call.arguments());
      call.ordering().forEach(order -> arguments.add(order.expression()));
      var state =
          new AggregateState(
              columns,
              AggregateState.Kind.HEAP,
              arguments,
              Optional.of(call.function()),
              call.ordering(),
              call.filter());
      states.add(state);
      return columns.get(1);
    }

    /** The columns of an accumulator: of an equal one that is there already, or of a new one. */
    private List<ColumnReference> state(
        AggregateState.Kind kind,
        List<DataType> types,
        boolean nullable,
        List<Expression> arguments,
        Optional<Expression> filter) {
      for (AggregateState known : states) {
        if (known.kind() == kind
            && known.arguments().equals(arguments)
            && known.filter().equals(filter)
            && known.columns().stream().map(ColumnReference::type).toList().equals(types)) {
          return known.columns();
        }
      }
      var columns = new ArrayList<ColumnReference>();
      for (DataType type : types) {
        boolean mayBeNull = nullable && columns.isEmpty();
        columns.add(
            new ColumnReference(ids.next(), kind.name().toLowerCase(Locale.ROOT), type, mayBeNull));
      }
      states.add(new AggregateState(columns, kind, arguments, Optional.empty(), List.of(), filter));
      return columns;
    }
  }
}
