package io.sampo.analyzer;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.spec.Relation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Resolves what keeps the columns and chooses, counts or deals the rows. */
final class RowsResolver {
  private final Analysis analysis;
  private final Context context;

  RowsResolver(Analysis analysis, Context context) {
    this.analysis = analysis;
    this.context = context;
  }

  Resolved filter(Relation.Filter filter) {
    Resolved child = analysis.resolve(filter.child(), context);
    var missing = new Missing(child, analysis.settings());
    if (missing.needsWidening(filter.condition())) {
      return filterBelow(filter, child);
    }
    Expression condition =
        ExpressionResolver.over(child.scope(), analysis, context, Clause.WHERE)
            .condition(filter.condition());
    Resolved filtered = child.with(new LogicalPlan.Filter(child.plan(), condition));
    return withWidening(filtered, child, condition);
  }

  /** A condition on columns that the projection below has left out. */
  private Resolved filterBelow(Relation.Filter filter, Resolved child) {
    Widening.Widened widened = child.widening().orElseThrow().widen(List.of(filter.condition()));
    Expression condition =
        analysis
            .binder()
            .condition(
                widened.values().getFirst(), Clause.WHERE.text(), filter.condition().origin());
    var plan = new LogicalPlan.Filter(widened.plan(), condition);
    Resolved narrowed = child.with(SortResolver.narrow(plan, child.plan().output()));
    return withWidening(narrowed, child, condition);
  }

  private static Resolved withWidening(Resolved filtered, Resolved child, Expression condition) {
    if (child.widening().isEmpty()) {
      return filtered;
    }
    Widening below = child.widening().get();
    return filtered.withWidening(expressions -> {
      Widening.Widened widened = below.widen(expressions);
      return new Widening.Widened(
          new LogicalPlan.Filter(widened.plan(), condition), widened.values());
    });
  }

  Resolved limit(Relation.Limit limit) {
    @Nullable Long count = count(limit.count(), "LIMIT");
    if (count == null) {
      return analysis.resolve(limit.child(), context);
    }
    Context enough = RecursionResolver.readingOnly(limit.child(), count, context);
    Resolved child = analysis.resolve(limit.child(), enough);
    LogicalPlan plan =
        child.plan() instanceof LogicalPlan.Limit below && below.count().isEmpty()
            ? new LogicalPlan.Limit(below.child(), below.offset(), Optional.of(count))
            : new LogicalPlan.Limit(child.plan(), 0, Optional.of(count));
    return child.with(plan);
  }

  Resolved offset(Relation.Offset offset) {
    Resolved child = analysis.resolve(offset.child(), context);
    @Nullable Long count = count(offset.count(), "OFFSET");
    return count == null || count == 0
        ? child
        : child.with(new LogicalPlan.Limit(child.plan(), count, Optional.empty()));
  }

  private @Nullable Long count(io.sampo.spec.Expression expression, String clause) {
    Scope empty = Scope.of(List.of(), null);
    ExpressionResolver resolver = ExpressionResolver.over(empty, analysis, context, Clause.LIMIT);
    return Constants.count(resolver, expression, clause);
  }

  Resolved tail(Relation.Tail tail) {
    Resolved child = analysis.resolve(tail.child(), context);
    return child.with(new LogicalPlan.Tail(child.plan(), tail.count()));
  }

  Resolved sample(Relation.Sample sample) {
    Resolved child = analysis.resolve(sample.child(), context);
    double fraction = sample.fraction();
    if (!(fraction >= 0) || (fraction > 1 && !sample.withReplacement())) {
      String range = sample.withReplacement() ? "at least 0" : "from 0 to 1";
      throw new SampoException(
          ErrorCode.INVALID_ARGUMENT,
          Map.of("parameter", "fraction", "value", fraction, "details", "it must be " + range),
          sample.origin().span());
    }
    return child.with(
        new LogicalPlan.Sample(
            child.plan(), sample.fraction(), sample.withReplacement(), sample.seed()));
  }

  Resolved repartition(Relation.Repartition repartition) {
    Resolved child = analysis.resolve(repartition.child(), context);
    List<Expression> keys =
        ExpressionResolver.over(child.scope(), analysis, context, Clause.REPARTITION)
            .resolveAll(repartition.keys());
    return child.with(
        new LogicalPlan.Repartition(
            child.plan(), repartition.partitions(), keys, repartition.shuffle()));
  }
}
