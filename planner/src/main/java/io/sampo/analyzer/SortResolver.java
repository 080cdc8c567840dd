package io.sampo.analyzer;

import io.sampo.error.ErrorCode;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.expression.SortOrder;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.spec.Expression.Ordinal;
import io.sampo.spec.Expression.Star;
import io.sampo.spec.Relation;
import io.sampo.spec.SortKey;
import io.sampo.types.IntegerType;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Resolves ORDER BY: by the select list's columns, their positions, and whatever its input has. */
final class SortResolver {
  private final Analysis analysis;
  private final Context context;

  SortResolver(Analysis analysis, Context context) {
    this.analysis = analysis;
    this.context = context;
  }

  Resolved sort(Relation.Sort written) {
    Resolved child = analysis.resolve(written.child(), context);
    Relation.Sort sort = withoutAll(written, child);
    var missing = new Missing(child, analysis.settings());
    List<io.sampo.spec.Expression> wanted =
        sort.keys().stream().map(SortKey::expression).filter(missing::needsWidening).toList();
    if (wanted.isEmpty()) {
      List<SortOrder> keys = keys(sort, child, missing, List.of());
      var plan = new LogicalPlan.Sort(child.plan(), keys, sort.global(), Optional.empty());
      return withWidening(child.with(plan), child, keys, sort.global());
    }
    Widening.Widened widened = child.widening().orElseThrow().widen(wanted);
    List<SortOrder> keys = keys(sort, child, missing, widened.values());
    var plan = new LogicalPlan.Sort(widened.plan(), keys, sort.global(), Optional.empty());
    Resolved narrowed = child.with(narrow(plan, child.plan().output()));
    return withWidening(narrowed, child, keys, sort.global());
  }

  /** ORDER BY ALL, which is a star here, names every column. */
  private static Relation.Sort withoutAll(Relation.Sort sort, Resolved child) {
    if (sort.keys().stream().noneMatch(key -> key.expression() instanceof Star)) {
      return sort;
    }
    var keys = new ArrayList<SortKey>();
    for (SortKey key : sort.keys()) {
      if (!(key.expression() instanceof Star star)) {
        keys.add(key);
        continue;
      }
      for (int i = 0; i < child.scope().visible().size(); i++) {
        keys.add(new SortKey(new Ordinal(i, star.origin()), key.ascending(), key.nullsFirst()));
      }
    }
    return new Relation.Sort(sort.child(), keys, sort.global(), sort.origin());
  }

  /** The plan with only the columns given; the plan itself when it has no others. */
  static LogicalPlan narrow(LogicalPlan plan, List<ColumnReference> columns) {
    return plan.output().equals(columns)
        ? plan
        : new LogicalPlan.Project(plan, columns.stream().map(NamedExpression::of).toList());
  }

  private static Resolved withWidening(
      Resolved sorted, Resolved child, List<SortOrder> keys, boolean global) {
    if (child.widening().isEmpty()) {
      return sorted;
    }
    Widening below = child.widening().get();
    return sorted.withWidening(expressions -> {
      Widening.Widened widened = below.widen(expressions);
      var plan = new LogicalPlan.Sort(widened.plan(), keys, global, Optional.empty());
      return new Widening.Widened(plan, widened.values());
    });
  }

  private List<SortOrder> keys(
      Relation.Sort sort, Resolved child, Missing missing, List<Expression> widened) {
    ExpressionResolver resolver =
        ExpressionResolver.over(child.scope(), analysis, context, Clause.ORDER_BY);
    Iterator<Expression> values = widened.iterator();
    var keys = new ArrayList<SortOrder>();
    for (SortKey key : sort.keys()) {
      boolean below = missing.needsWidening(key.expression());
      Expression value = below ? values.next() : value(key.expression(), child, resolver);
      WindowResolver.requireOrder(value, key.expression().origin());
      keys.add(new SortOrder(value, key.ascending(), key.nullsFirstOrDefault()));
    }
    return keys;
  }

  private static Expression value(
      io.sampo.spec.Expression expression, Resolved child, ExpressionResolver resolver) {
    if (expression instanceof io.sampo.spec.Expression.Literal literal
        && literal.type() instanceof IntegerType
        && literal.value() instanceof Integer position) {
      List<ColumnReference> columns = child.scope().visible();
      if (position < 1 || position > columns.size()) {
        throw AnalyzerErrors.position(
            ErrorCode.ORDER_BY_POS_OUT_OF_RANGE, position, columns.size(), literal.origin());
      }
      return columns.get(position - 1);
    }
    return resolver.resolve(expression);
  }
}
