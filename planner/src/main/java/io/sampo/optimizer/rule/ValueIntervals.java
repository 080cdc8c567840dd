package io.sampo.optimizer.rule;

import io.sampo.optimizer.expression.Comparisons;
import io.sampo.optimizer.expression.NullRejection;
import io.sampo.optimizer.expression.Operators;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.InList;
import io.sampo.plan.expression.Literal;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What conjuncts say together of the values they compare with literals. */
final class ValueIntervals {
  /** One bound: the conjunct it comes from is kept as it is. */
  private record Bound(Literal literal, boolean inclusive, Expression source) {}

  private static final class Interval {
    @Nullable Bound low;
    @Nullable Bound high;
    @Nullable Expression values;
    boolean empty;
  }

  private final Operators operators;
  private final Map<Expression, Interval> intervals = new LinkedHashMap<>();

  ValueIntervals(Operators operators) {
    this.operators = operators;
  }

  /** The conjuncts that are needed, or only FALSE when no row can pass; the order is kept. */
  List<Expression> merge(List<Expression> conjuncts) {
    var others = new ArrayList<Expression>();
    conjuncts.forEach(conjunct -> {
      if (!note(conjunct)) {
        others.add(conjunct);
      }
    });
    for (Map.Entry<Expression, Interval> entry : intervals.entrySet()) {
      settle(entry.getKey(), entry.getValue());
      if (entry.getValue().empty) {
        return List.of(Literal.FALSE);
      }
    }
    var kept = new ArrayList<Expression>();
    for (Expression conjunct : conjuncts) {
      boolean needed =
          others.contains(conjunct) ? !impliedNotNull(conjunct, conjuncts) : bounds(conjunct);
      if (needed && !kept.contains(conjunct)) {
        kept.add(conjunct);
      }
    }
    for (Interval interval : intervals.values()) {
      if (interval.values != null && !kept.contains(interval.values)) {
        kept.add(interval.values);
      }
    }
    return kept;
  }

  /** Whether {@code x IS NOT NULL} says nothing that another conjunct does not. */
  private static boolean impliedNotNull(Expression conjunct, List<Expression> all) {
    return conjunct instanceof Call call
        && call.name().equals("isnotnull")
        && call.arguments().getFirst() instanceof ColumnReference column
        && all.stream()
            .anyMatch(other ->
                !other.equals(conjunct) && NullRejection.rejects(other, Set.of(column.id())));
  }

  private boolean bounds(Expression conjunct) {
    return intervals.values().stream()
        .anyMatch(interval ->
            (interval.low != null && interval.low.source() == conjunct)
                || (interval.high != null && interval.high.source() == conjunct)
                || conjunct.equals(interval.values));
  }

  private boolean note(Expression conjunct) {
    if (conjunct instanceof InList in && in.items().stream().allMatch(ValueIntervals::comparable)) {
      addValues(interval(in.value()), conjunct);
      return true;
    }
    if (!(conjunct instanceof Call call) || !Comparisons.isComparison(call)) {
      return false;
    }
    boolean literalFirst = call.arguments().get(0) instanceof Literal;
    Expression value = call.arguments().get(literalFirst ? 1 : 0);
    Expression constant = call.arguments().get(literalFirst ? 0 : 1);
    Optional<String> operator =
        literalFirst ? Comparisons.swapped(call.name()) : Optional.of(call.name());
    if (!(constant instanceof Literal literal)
        || !comparable(literal)
        || value instanceof Literal) {
      return false;
    }
    return switch (operator.orElse("")) {
      case "=" -> {
        addValues(interval(value), conjunct);
        yield true;
      }
      case "<", "<=" -> {
        Interval interval = interval(value);
        Bound bound = new Bound(literal, operator.get().equals("<="), conjunct);
        interval.high =
            interval.high == null || tighter(bound, interval.high, -1) ? bound : interval.high;
        yield true;
      }
      case ">", ">=" -> {
        Interval interval = interval(value);
        Bound bound = new Bound(literal, operator.get().equals(">="), conjunct);
        interval.low =
            interval.low == null || tighter(bound, interval.low, 1) ? bound : interval.low;
        yield true;
      }
      default -> false;
    };
  }

  private Interval interval(Expression value) {
    return intervals.computeIfAbsent(value, _ -> new Interval());
  }

  private void addValues(Interval interval, Expression membership) {
    if (interval.values == null) {
      interval.values = membership;
      return;
    }
    Expression before = interval.values;
    List<Literal> shared = items(before).stream().filter(items(membership)::contains).toList();
    interval.empty |= shared.isEmpty();
    if (!shared.isEmpty() && shared.size() < items(before).size()) {
      interval.values = list(value(before), shared);
    }
  }

  /** Drops bounds that the listed values decide, and notes contradictions. */
  private void settle(Expression value, Interval interval) {
    if (interval.values != null) {
      List<Literal> all = items(interval.values);
      List<Literal> inside = all.stream().filter(item -> inside(item, interval)).toList();
      interval.empty |= inside.isEmpty();
      if (!inside.isEmpty() && inside.size() < all.size()) {
        interval.values = list(value, inside);
      }
      interval.low = null;
      interval.high = null;
    } else if (interval.low != null && interval.high != null) {
      int order = compare(interval.low.literal(), interval.high.literal()).orElse(-1);
      interval.empty |=
          order > 0 || (order == 0 && !(interval.low.inclusive() && interval.high.inclusive()));
    }
  }

  private static boolean inside(Literal item, Interval interval) {
    return (interval.low == null || passes(item, interval.low, 1))
        && (interval.high == null || passes(item, interval.high, -1));
  }

  private static boolean passes(Literal item, Bound bound, int direction) {
    int order = compare(item, bound.literal()).orElse(direction) * direction;
    return order > 0 || (order == 0 && bound.inclusive());
  }

  private static boolean tighter(Bound fresh, Bound known, int direction) {
    int order = compare(fresh.literal(), known.literal()).orElse(0) * direction;
    return order > 0 || (order == 0 && known.inclusive() && !fresh.inclusive());
  }

  private Expression list(Expression value, List<Literal> items) {
    return items.size() == 1
        ? operators.equal(value, items.getFirst())
        : new InList(value, List.copyOf(items));
  }

  private static Expression value(Expression membership) {
    if (membership instanceof InList in) {
      return in.value();
    }
    Expression left = Comparisons.left(membership);
    return left instanceof Literal ? Comparisons.right(membership) : left;
  }

  private static List<Literal> items(Expression membership) {
    var items = new ArrayList<Literal>();
    if (membership instanceof InList in) {
      in.items().forEach(item -> items.add((Literal) item));
    } else {
      Expression left = Comparisons.left(membership);
      items.add((Literal) (left instanceof Literal ? left : Comparisons.right(membership)));
    }
    return items;
  }

  private static boolean comparable(Expression expression) {
    return expression instanceof Literal literal && compare(literal, literal).isPresent();
  }

  /**
   * The order of two literals, of the values SQL compares; empty for types without a plain order.
   */
  private static OptionalInt compare(Literal one, Literal other) {
    if (!one.type().equals(other.type())) {
      return OptionalInt.empty();
    }
    return switch (one.value()) {
      case String text when other.value() instanceof String second ->
          OptionalInt.of(
              Arrays.compareUnsigned(
                  text.getBytes(StandardCharsets.UTF_8), second.getBytes(StandardCharsets.UTF_8)));
      case BigDecimal number when other.value() instanceof BigDecimal second ->
          OptionalInt.of(number.compareTo(second));
      case Integer number when other.value() instanceof Integer second ->
          OptionalInt.of(number.compareTo(second));
      case Long number when other.value() instanceof Long second ->
          OptionalInt.of(number.compareTo(second));
      case Short number when other.value() instanceof Short second ->
          OptionalInt.of(number.compareTo(second));
      case Byte number when other.value() instanceof Byte second ->
          OptionalInt.of(number.compareTo(second));
      case Double number
          when other.value() instanceof Double second && !number.isNaN() && !second.isNaN() ->
          OptionalInt.of(
              number.equals(second) || number.doubleValue() == second
                  ? 0
                  : number.compareTo(second));
      case null, default -> OptionalInt.empty();
    };
  }
}
