package io.sampo.analyzer;

import io.sampo.error.SampoException;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.SortOrder;
import io.sampo.plan.function.FunctionDefinition;
import io.sampo.spec.Expression.Call;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What an aggregate is called with, once the spellings that differ from a plain call are
 * understood: {@code count} of what is never null, a flag for ignoring nulls, and the sort keys of
 * WITHIN GROUP, which the parser passes as arguments (see {@code
 * io.sampo.sql.lowering.CallLowering}).
 */
record AggregateArguments(
    FunctionDefinition definition,
    List<Expression> values,
    List<SortOrder> ordering,
    boolean ignoreNulls) {
  private static final Set<String> FIRST_OR_LAST = Set.of("first", "last");

  AggregateArguments {
    values = List.copyOf(values);
    ordering = List.copyOf(ordering);
  }

  static AggregateArguments plain(
      FunctionDefinition definition, List<Expression> values, boolean ignoreNulls) {
    return new AggregateArguments(definition, values, List.of(), ignoreNulls);
  }

  static AggregateArguments of(
      CallResolver calls, ExpressionResolver resolver, FunctionDefinition definition, Call call) {
    List<Expression> values = calls.arguments(call);
    return switch (definition.name()) {
      case "count" -> plain(definition, counted(values, call), call.ignoreNulls());
      case "first", "last" -> {
        boolean ignore = call.ignoreNulls() || ignoresNulls(definition, values);
        yield plain(definition, withoutFlag(definition, values), ignore);
      }
      case "percentile_cont" -> continuous(resolver.binder(), values, call);
      case "percentile_disc", "mode" -> ascending(definition, values, call);
      case "listagg" -> listed(definition, values, call);
      default -> plain(definition, values, call.ignoreNulls());
    };
  }

  /** Counting what is never null is counting rows. */
  private static List<Expression> counted(List<Expression> values, Call call) {
    boolean rows =
        !call.distinct() && !values.isEmpty() && values.stream().noneMatch(Expression::nullable);
    return rows ? List.of(new Literal(1, DataType.INTEGER)) : values;
  }

  /** Whether a second argument of first or last says so. */
  static boolean ignoresNulls(FunctionDefinition definition, List<Expression> values) {
    return FIRST_OR_LAST.contains(definition.name())
        && values.size() == 2
        && values.get(1).equals(Literal.TRUE);
  }

  static List<Expression> withoutFlag(FunctionDefinition definition, List<Expression> values) {
    boolean flagged =
        FIRST_OR_LAST.contains(definition.name())
            && values.size() == 2
            && values.get(1) instanceof Literal;
    return flagged ? values.subList(0, 1) : values;
  }

  /** The same as percentile; in descending order the share counts from the other end. */
  private static AggregateArguments continuous(Binder binder, List<Expression> values, Call call) {
    FunctionDefinition percentile = binder.definition("percentile");
    if (!isDescending(values, 2)) {
      return plain(percentile, values, false);
    }
    Expression one = new Literal(1.0, DataType.DOUBLE);
    Expression share = binder.call("-", List.of(one, values.get(1)), call.origin());
    return plain(percentile, List.of(values.get(0), share), false);
  }

  private static AggregateArguments ascending(
      FunctionDefinition definition, List<Expression> values, Call call) {
    int count = definition.name().equals("mode") ? 1 : 2;
    if (isDescending(values, count)) {
      throw SampoException.unsupported(
          definition.name() + " in descending order", "Use ascending order.", call.origin().span());
    }
    return plain(definition, values.size() > count ? values.subList(0, count) : values, false);
  }

  private static boolean isDescending(List<Expression> values, int position) {
    return values.size() > position && values.get(position).equals(Literal.TRUE);
  }

  /**
   * Value and delimiter, then for each sort key the key, whether it ascends and whether nulls come
   * first.
   */
  private static AggregateArguments listed(
      FunctionDefinition definition, List<Expression> values, Call call) {
    var ordering = new ArrayList<SortOrder>();
    for (int i = 2; i + 2 < values.size(); i += 3) {
      boolean ascending = values.get(i + 1).equals(Literal.TRUE);
      boolean nullsFirst = values.get(i + 2).equals(Literal.TRUE);
      ordering.add(new SortOrder(values.get(i), ascending, nullsFirst));
    }
    List<Expression> plain = values.subList(0, Math.min(2, values.size()));
    boolean noDelimiter =
        plain.size() == 2 && plain.get(1) instanceof Literal literal && literal.value() == null;
    return new AggregateArguments(
        definition, noDelimiter ? plain.subList(0, 1) : plain, ordering, call.ignoreNulls());
  }
}
