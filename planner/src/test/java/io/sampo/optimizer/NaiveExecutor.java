package io.sampo.optimizer;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.plan.expression.AggregateCall;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.ExistsSubquery;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.InSubquery;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.expression.QuantifiedSubquery;
import io.sampo.plan.expression.ScalarSubquery;
import io.sampo.plan.expression.SortOrder;
import io.sampo.plan.expression.WindowCall;
import io.sampo.plan.function.FunctionRegistry;
import io.sampo.plan.interpret.Interpreter;
import io.sampo.plan.logical.JoinKind;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Aggregate;
import io.sampo.plan.logical.LogicalPlan.Expand;
import io.sampo.plan.logical.LogicalPlan.Filter;
import io.sampo.plan.logical.LogicalPlan.Join;
import io.sampo.plan.logical.LogicalPlan.Limit;
import io.sampo.plan.logical.LogicalPlan.LocalRows;
import io.sampo.plan.logical.LogicalPlan.Project;
import io.sampo.plan.logical.LogicalPlan.RangeRows;
import io.sampo.plan.logical.LogicalPlan.Repartition;
import io.sampo.plan.logical.LogicalPlan.Scan;
import io.sampo.plan.logical.LogicalPlan.Sort;
import io.sampo.plan.logical.LogicalPlan.Union;
import io.sampo.plan.logical.LogicalPlan.Window;
import io.sampo.plan.logical.RankLimit;
import io.sampo.types.DataType;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;

/**
 * Runs any logical plan, subqueries and dependent joins included, one row after the other, exactly
 * as the plan's contract says. The reference that optimized plans are compared with.
 */
@NullUnmarked // Rows and values are null as often as not.
final class NaiveExecutor {
  private NaiveExecutor() {}

  static List<Object[]> run(LogicalPlan plan) {
    return run(plan, Map.of());
  }

  static List<Object[]> run(LogicalPlan plan, Map<Long, Object> outer) {
    return switch (plan) {
      case Scan scan -> scan(scan, outer);
      case LocalRows rows -> rows.rows();
      case RangeRows range -> {
        var rows = new ArrayList<Object[]>();
        for (long at = range.start(); at < range.end(); at += range.step()) {
          rows.add(new Object[] {at});
        }
        yield rows;
      }
      case Filter filter ->
          run(filter.child(), outer).stream()
              .filter(row -> isTrue(filter.condition(), environment(filter.child(), row, outer)))
              .toList();
      case Project project ->
          run(project.child(), outer).stream()
              .map(row -> values(project.expressions(), environment(project.child(), row, outer)))
              .toList();
      case Join join -> join(join, outer);
      case Aggregate aggregate -> aggregate(aggregate, outer);
      case Expand expand -> {
        var rows = new ArrayList<Object[]>();
        for (Object[] row : run(expand.child(), outer)) {
          expand
              .projections()
              .forEach(p -> rows.add(values(p, environment(expand.child(), row, outer))));
        }
        yield rows;
      }
      case LogicalPlan.Generate generate -> generate(generate, outer);
      case Window window -> window(window, outer);
      case Sort sort -> {
        var rows = new ArrayList<>(run(sort.child(), outer));
        rows.sort(order(sort.keys(), sort.child(), outer));
        yield sort.limit().isPresent()
            ? rows.subList(0, (int) Math.min(rows.size(), sort.limit().get()))
            : rows;
      }
      case Limit limit -> {
        List<Object[]> rows = run(limit.child(), outer);
        int from = (int) Math.min(rows.size(), limit.offset());
        yield rows.subList(
            from, (int) Math.min(rows.size(), from + limit.count().orElse(Long.MAX_VALUE / 2)));
      }
      case Union union ->
          union.children().stream().flatMap(child -> run(child, outer).stream()).toList();
      case Repartition repartition -> run(repartition.child(), outer);
      case LogicalPlan.Tail _, LogicalPlan.Sample _ ->
          throw new UnsupportedOperationException(plan.toString());
    };
  }

  private static List<Object[]> generate(LogicalPlan.Generate generate, Map<Long, Object> outer) {
    var rows = new ArrayList<Object[]>();
    for (Object[] row : run(generate.child(), outer)) {
      Object array = values(generate.expressions(), environment(generate.child(), row, outer))[0];
      List<?> elements = array == null ? List.of() : (List<?>) array;
      for (int i = 0; i < elements.size(); i++) {
        Object[] longer = Arrays.copyOf(row, row.length + 2);
        longer[row.length] = i;
        longer[row.length + 1] = elements.get(i);
        rows.add(longer);
      }
      if (elements.isEmpty() && generate.outer()) {
        rows.add(Arrays.copyOf(row, row.length + 2));
      }
    }
    return rows;
  }

  private static List<Object[]> scan(Scan scan, Map<Long, Object> outer) {
    var rows = new ArrayList<Object[]>();
    var table = (DataTable) scan.table();
    for (Object[] stored : table.rows()) {
      var row = new Object[scan.output().size()];
      for (int i = 0; i < row.length; i++) {
        row[i] = stored[table.schema().indexOf(scan.output().get(i).name()).orElseThrow()];
      }
      if (scan.predicates().stream().allMatch(p -> isTrue(p, environment(scan, row, outer)))) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static Map<Long, Object> environment(
      LogicalPlan plan, Object[] row, Map<Long, Object> outer) {
    Map<Long, Object> all = new HashMap<>(outer);
    List<ColumnReference> columns = plan.output();
    for (int i = 0; i < row.length; i++) {
      all.put(columns.get(i).id(), row[i]);
    }
    return all;
  }

  private static boolean isTrue(Expression condition, Map<Long, Object> environment) {
    return Boolean.TRUE.equals(value(condition, environment));
  }

  private static Object[] values(List<Expression> expressions, Map<Long, Object> environment) {
    return expressions.stream().map(e -> value(e, environment)).toArray();
  }

  private static Object value(Expression expression, Map<Long, Object> environment) {
    Expression plain = expression.transformUp(part -> withoutSubquery(part, environment));
    var slots = new ArrayList<Object>();
    return Interpreter.compile(
            plain,
            column -> {
              if (!environment.containsKey(column.id())) {
                throw new AssertionError(column + " is not there");
              }
              slots.add(environment.get(column.id()));
              return slots.size() - 1;
            },
            ZoneOffset.UTC)
        .evaluate(slots.toArray());
  }

  private static Expression withoutSubquery(Expression part, Map<Long, Object> environment) {
    return switch (part) {
      case ExistsSubquery exists ->
          new Literal(!run((LogicalPlan) exists.plan(), environment).isEmpty(), DataType.BOOLEAN);
      case ScalarSubquery scalar -> {
        List<Object[]> rows = run((LogicalPlan) scalar.plan(), environment);
        if (rows.size() > 1) {
          throw tooManyRows();
        }
        yield new Literal(rows.isEmpty() ? null : rows.getFirst()[0], scalar.type());
      }
      case InSubquery in -> {
        Object[] values = values(in.values(), environment);
        yield any(
            run((LogicalPlan) in.plan(), environment).stream()
                .map(row -> allEqual(in.values(), values, row))
                .toList());
      }
      case QuantifiedSubquery quantified -> {
        Object left = value(quantified.value(), environment);
        var function = FunctionRegistry.standard().require(quantified.operator());
        var answers = new ArrayList<Boolean>();
        for (Object[] row : run((LogicalPlan) quantified.plan(), environment)) {
          answers.add(compare(function.name(), left, row[0]));
        }
        yield quantified.all() ? all(answers) : any(answers);
      }
      default -> part;
    };
  }

  private static SampoException tooManyRows() {
    return new SampoException(ErrorCode.SCALAR_SUBQUERY_TOO_MANY_ROWS, Map.of());
  }

  private static Boolean allEqual(List<Expression> types, Object[] left, Object[] right) {
    var answers = new ArrayList<Boolean>();
    for (int i = 0; i < types.size(); i++) {
      answers.add(compare("=", left[i], right[i]));
    }
    return (Boolean) all(answers).value();
  }

  private static Literal any(List<Boolean> answers) {
    Boolean value =
        answers.contains(true) ? Boolean.TRUE : answers.contains(null) ? null : Boolean.FALSE;
    return new Literal(value, DataType.BOOLEAN);
  }

  private static Literal all(List<Boolean> answers) {
    Boolean value =
        answers.contains(false) ? Boolean.FALSE : answers.contains(null) ? null : Boolean.TRUE;
    return new Literal(value, DataType.BOOLEAN);
  }

  @SuppressWarnings("unchecked")
  private static int compareValues(Object left, Object right) {
    return ((Comparable<Object>) left).compareTo(right);
  }

  private static Boolean compare(String operator, Object left, Object right) {
    if (left == null || right == null) {
      return null;
    }
    int order = compareValues(left, right);
    return switch (operator) {
      case "=" -> order == 0;
      case "<>" -> order != 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      default -> throw new IllegalArgumentException(operator);
    };
  }

  private static List<Object[]> join(Join join, Map<Long, Object> outer) {
    var result = new ArrayList<Object[]>();
    List<Object[]> left = run(join.left(), outer);
    List<Object[]> independent = join.dependent() ? List.of() : run(join.right(), outer);
    var matchedRight = new boolean[independent.size()];
    for (Object[] one : left) {
      Map<Long, Object> around = environment(join.left(), one, outer);
      List<Object[]> right = join.dependent() ? run(join.right(), around) : independent;
      var answers = new ArrayList<Boolean>();
      for (int i = 0; i < right.size(); i++) {
        answers.add(
            (Boolean) value(join.condition(), environment(join.right(), right.get(i), around)));
        matchedRight = join.dependent() ? new boolean[right.size()] : matchedRight;
        matchedRight[i] |= Boolean.TRUE.equals(answers.get(i));
      }
      leftRow(join, one, right, answers, result);
    }
    for (int i = 0; i < independent.size(); i++) {
      boolean kept =
          switch (join.kind()) {
            case RIGHT_OUTER, FULL_OUTER, RIGHT_ANTI -> !matchedRight[i];
            case RIGHT_SEMI -> matchedRight[i];
            case INNER,
                LEFT_OUTER,
                LEFT_SEMI,
                LEFT_ANTI,
                LEFT_ANTI_NULL_AWARE,
                LEFT_SINGLE,
                LEFT_MARK ->
                false;
          };
      if (kept) {
        boolean alone = !join.kind().yieldsLeft();
        result.add(
            alone
                ? independent.get(i)
                : pair(new Object[join.left().output().size()], independent.get(i)));
      }
    }
    return result;
  }

  private static void leftRow(
      Join join, Object[] one, List<Object[]> right, List<Boolean> answers, List<Object[]> result) {
    long matches = answers.stream().filter(Boolean.TRUE::equals).count();
    switch (join.kind()) {
      case INNER, LEFT_OUTER, RIGHT_OUTER, FULL_OUTER, LEFT_SINGLE -> {
        if (join.kind() == JoinKind.LEFT_SINGLE && matches > 1) {
          throw tooManyRows();
        }
        for (int i = 0; i < right.size(); i++) {
          if (Boolean.TRUE.equals(answers.get(i))) {
            result.add(pair(one, right.get(i)));
          }
        }
        boolean padded =
            switch (join.kind()) {
              case LEFT_OUTER, FULL_OUTER, LEFT_SINGLE -> true;
              default -> false;
            };
        if (matches == 0 && padded) {
          result.add(pair(one, new Object[join.right().output().size()]));
        }
      }
      case LEFT_SEMI -> keep(matches > 0, one, result);
      case LEFT_ANTI -> keep(matches == 0, one, result);
      case LEFT_ANTI_NULL_AWARE -> keep(matches == 0 && !answers.contains(null), one, result);
      case LEFT_MARK -> {
        Object mark = any(answers).value();
        if (mark == null && !join.mark().orElseThrow().nullable()) {
          throw new AssertionError("a mark that is never null is null: " + PlanPrinter.line(join));
        }
        result.add(pair(one, new Object[] {mark}));
      }
      case RIGHT_SEMI, RIGHT_ANTI -> {}
    }
  }

  private static void keep(boolean kept, Object[] row, List<Object[]> result) {
    if (kept) {
      result.add(row);
    }
  }

  private static Object[] pair(Object[] left, Object[] right) {
    Object[] both = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, both, left.length, right.length);
    return both;
  }

  private static List<Object[]> aggregate(Aggregate aggregate, Map<Long, Object> outer) {
    Map<List<Object>, List<Object[]>> groups = new LinkedHashMap<>();
    if (aggregate.keys().isEmpty()) {
      groups.put(List.of(), new ArrayList<>());
    }
    List<Expression> keys = aggregate.keys().stream().map(NamedExpression::expression).toList();
    for (Object[] row : run(aggregate.child(), outer)) {
      List<Object> key = Arrays.asList(values(keys, environment(aggregate.child(), row, outer)));
      groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(row);
    }
    var result = new ArrayList<Object[]>();
    groups.forEach((key, rows) -> {
      var row = new ArrayList<>(key);
      for (NamedExpression named : aggregate.aggregates()) {
        row.add(aggregated((AggregateCall) named.expression(), aggregate.child(), rows, outer));
      }
      result.add(row.toArray());
    });
    return result;
  }

  private static Object aggregated(
      AggregateCall call, LogicalPlan child, List<Object[]> rows, Map<Long, Object> outer) {
    var values = new ArrayList<List<Object>>();
    for (Object[] row : rows) {
      Map<Long, Object> environment = environment(child, row, outer);
      if (call.filter().isEmpty() || isTrue(call.filter().get(), environment)) {
        List<Object> arguments = Arrays.asList(values(call.arguments(), environment));
        if (!arguments.contains(null)) {
          values.add(arguments);
        }
      }
    }
    return fold(
        call.name(),
        call.type(),
        call.distinct() ? List.copyOf(new LinkedHashSet<>(values)) : values);
  }

  private static Object fold(String name, DataType type, List<List<Object>> values) {
    if (name.equals("count")) {
      return (long) values.size();
    }
    if (values.isEmpty()) {
      return null;
    }
    List<Object> firsts = values.stream().map(List::getFirst).toList();
    return switch (name) {
      case "min", "bool_and" -> firsts.stream().min(NaiveExecutor::compareValues).orElseThrow();
      case "max", "bool_or" -> firsts.stream().max(NaiveExecutor::compareValues).orElseThrow();
      case "any_value", "first" -> firsts.getFirst();
      case "sum" ->
          number(
              type,
              firsts.stream()
                  .map(v -> new BigDecimal(v.toString()))
                  .reduce(BigDecimal::add)
                  .orElseThrow());
      case "avg" ->
          firsts.stream().mapToDouble(v -> ((Number) v).doubleValue()).sum() / firsts.size();
      default -> throw new UnsupportedOperationException(name);
    };
  }

  private static Object number(DataType type, BigDecimal value) {
    return type.equals(DataType.LONG)
        ? value.longValueExact()
        : type.equals(DataType.DOUBLE) ? value.doubleValue() : value;
  }

  private static Comparator<Object[]> order(
      List<SortOrder> keys, LogicalPlan child, Map<Long, Object> outer) {
    return (one, other) -> {
      for (SortOrder key : keys) {
        Object a = value(key.expression(), environment(child, one, outer));
        Object b = value(key.expression(), environment(child, other, outer));
        int order;
        if (a == null || b == null) {
          order = a == b ? 0 : (a == null) == key.nullsFirst() ? -1 : 1;
        } else {
          order = key.ascending() ? compareValues(a, b) : compareValues(b, a);
        }
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }

  private static List<Object[]> window(Window window, Map<Long, Object> outer) {
    List<Object[]> rows = run(window.child(), outer);
    var result = new ArrayList<>(rows);
    for (NamedExpression named : window.functions()) {
      var call = (WindowCall) named.expression();
      Map<List<Object>, List<Integer>> partitions = new LinkedHashMap<>();
      for (int i = 0; i < rows.size(); i++) {
        Object[] key = values(call.partitionBy(), environment(window.child(), rows.get(i), outer));
        partitions.computeIfAbsent(Arrays.asList(key), _ -> new ArrayList<>()).add(i);
      }
      Comparator<Object[]> order = order(call.orderBy(), window.child(), outer);
      for (List<Integer> partition : partitions.values()) {
        partition.sort((a, b) -> order.compare(rows.get(a), rows.get(b)));
        for (int i = 0; i < partition.size(); i++) {
          int at = partition.get(i);
          result.set(
              at,
              pair(
                  result.get(at),
                  new Object[] {windowed(call, window, rows, partition, i, outer)}));
        }
      }
    }
    return window.limit().map(limit -> limited(limit, window, result, outer)).orElse(result);
  }

  private static List<Object[]> limited(
      RankLimit limit, Window window, List<Object[]> rows, Map<Long, Object> outer) {
    var number = new NamedExpression(-1, "number", limit.rank());
    var numbered = new Window(window.child(), List.of(number));
    List<Object[]> numbers = window(numbered, outer);
    var kept = new ArrayList<Object[]>();
    for (int i = 0; i < rows.size(); i++) {
      Object[] row = numbers.get(i);
      if (((Number) row[row.length - 1]).longValue() <= limit.count()) {
        kept.add(rows.get(i));
      }
    }
    return kept;
  }

  private static Object windowed(
      WindowCall call,
      Window window,
      List<Object[]> rows,
      List<Integer> partition,
      int at,
      Map<Long, Object> outer) {
    if (call.name().equals("row_number")) {
      return at + 1;
    }
    if (!call.orderBy().isEmpty()) {
      throw new UnsupportedOperationException("ordered window function " + call.name());
    }
    var values = new ArrayList<List<Object>>();
    for (int index : partition) {
      List<Object> arguments =
          Arrays.asList(
              values(call.arguments(), environment(window.child(), rows.get(index), outer)));
      if (arguments.stream().allMatch(Objects::nonNull)) {
        values.add(arguments);
      }
    }
    return fold(call.name(), call.type(), values);
  }
}
