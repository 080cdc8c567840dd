package io.sampo.optimizer.rule;

import io.sampo.optimizer.expression.Comparisons;
import io.sampo.optimizer.expression.Conjuncts;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.expression.WindowCall;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Filter;
import io.sampo.plan.logical.LogicalPlan.Window;
import io.sampo.plan.logical.RankLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A bound on a row's number or rank becomes a limit inside of the window, which then keeps only so
 * many rows of each partition.
 *
 * <pre>
 * Filter (n &lt;= 2 and p)              Filter (p)
 *   Window [row_number() as n]   =&gt;    Window [row_number() as n] where row_number() &lt;= 2
 * </pre>
 *
 * <p>Not where the window computes anything else than numbers and ranks, which may depend on the
 * rows left out; not for bounds below 1; not for bounds on a second function of a window that has a
 * limit.
 */
public final class PushRankLimitIntoWindow implements Rule<LogicalPlan> {
  @Override
  public Optional<LogicalPlan> apply(LogicalPlan node, RuleContext context) {
    if (!(node instanceof Filter filter)
        || !(filter.child() instanceof Window window)
        || !onlyRanks(window)) {
      return Optional.empty();
    }
    List<Expression> conjuncts = Conjuncts.split(filter.condition());
    Optional<RankLimit> limit = window.limit();
    var kept = new ArrayList<Expression>();
    for (Expression conjunct : conjuncts) {
      Optional<RankLimit> found = limit(conjunct, window);
      boolean taken =
          found.isPresent() && (limit.isEmpty() || limit.get().kind() == found.get().kind());
      if (taken && (limit.isEmpty() || found.get().count() < limit.get().count())) {
        limit = found;
      }
      // Equality with more than the first rank is more than a bound.
      if (!taken || Comparisons.isEquality(conjunct) && found.get().count() > 1) {
        kept.add(conjunct);
      }
    }
    if (limit.equals(window.limit()) && kept.size() == conjuncts.size()) {
      return Optional.empty();
    }
    var limited = new Window(window.child(), window.functions(), limit);
    return Optional.of(Pushdown.filter(limited, kept, context));
  }

  private static boolean onlyRanks(Window window) {
    return window.functions().stream()
        .allMatch(function ->
            function.expression() instanceof WindowCall call
                && RankLimit.Kind.of(call).isPresent());
  }

  /** The limit that a conjunct puts on one of the window's functions. */
  private static Optional<RankLimit> limit(Expression conjunct, Window window) {
    if (!(conjunct instanceof Call call) || !Comparisons.isComparison(call)) {
      return Optional.empty();
    }
    Expression left = Comparisons.left(call);
    Expression right = Comparisons.right(call);
    if (left instanceof Literal) {
      return Comparisons.swapped(call.name()).flatMap(name -> limit(name, right, left, window));
    }
    return limit(call.name(), left, right, window);
  }

  private static Optional<RankLimit> limit(
      String comparison, Expression rank, Expression bound, Window window) {
    if (!(rank instanceof ColumnReference column)
        || !(bound instanceof Literal literal)
        || !(literal.value() instanceof Integer || literal.value() instanceof Long)) {
      return Optional.empty();
    }
    long value = ((Number) literal.value()).longValue();
    long most =
        switch (comparison) {
          case "<=", "=" -> value;
          case "<" -> value - 1;
          default -> 0;
        };
    return most < 1 ? Optional.empty() : limit(window.functions(), column.id(), most);
  }

  private static Optional<RankLimit> limit(List<NamedExpression> functions, long id, long most) {
    return functions.stream()
        .filter(function -> function.id() == id)
        .findFirst()
        .map(function -> (WindowCall) function.expression())
        .flatMap(call -> RankLimit.Kind.of(call).map(kind -> new RankLimit(kind, call, most)));
  }
}
