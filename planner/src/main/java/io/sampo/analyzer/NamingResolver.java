package io.sampo.analyzer;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.spec.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Resolves what only gives names: aliases, tags, common table expressions. */
final class NamingResolver {
  private final Analysis analysis;
  private final Context context;

  NamingResolver(Analysis analysis, Context context) {
    this.analysis = analysis;
    this.context = context;
  }

  Resolved tagged(Relation.Tagged tagged) {
    Resolved child = analysis.resolve(tagged.child(), context);
    Scope scope = child.scope().withTag(tagged.planId(), child.scope().visible());
    return new Resolved(child.plan(), scope, child.widening());
  }

  Resolved alias(Relation.SubqueryAlias alias) {
    Resolved child = analysis.resolve(alias.child(), context).exact(analysis.ids());
    LogicalPlan plan = alias.columns().isEmpty() ? child.plan() : renamed(child.plan(), alias);
    Scope scope =
        Scope.qualified(List.of(alias.alias()), plan.output(), context.outer())
            .withTags(child.scope().tags());
    return Resolved.of(plan, scope);
  }

  private LogicalPlan renamed(LogicalPlan plan, Relation.SubqueryAlias alias) {
    List<ColumnReference> output = plan.output();
    if (output.size() != alias.columns().size()) {
      throw new SampoException(
          ErrorCode.ASSIGNMENT_ARITY_MISMATCH,
          Map.of("count", alias.columns().size(), "columns", output.size()),
          alias.origin().span());
    }
    var columns = new ArrayList<NamedExpression>();
    for (int i = 0; i < output.size(); i++) {
      columns.add(
          new NamedExpression(analysis.ids().next(), alias.columns().get(i), output.get(i)));
    }
    return new LogicalPlan.Project(plan, columns);
  }

  Resolved with(Relation.With with) {
    Context inner = context;
    for (Relation.SubqueryAlias definition : with.definitions()) {
      inner = inner.define(definition.alias(), definition);
    }
    return analysis.resolve(with.child(), inner);
  }
}
