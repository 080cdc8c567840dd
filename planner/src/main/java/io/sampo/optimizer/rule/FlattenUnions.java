package io.sampo.optimizer.rule;

import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Project;
import io.sampo.plan.logical.LogicalPlan.Union;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code Union(Union(a, b), c)} becomes {@code Union(a, b, c)}; a union of one input becomes a
 * projection.
 */
public final class FlattenUnions implements Rule<LogicalPlan> {
  @Override
  public Optional<LogicalPlan> apply(LogicalPlan node, RuleContext context) {
    if (!(node instanceof Union union)) {
      return Optional.empty();
    }
    if (union.children().size() == 1) {
      LogicalPlan only = union.children().getFirst();
      var columns = new ArrayList<NamedExpression>();
      for (int i = 0; i < union.output().size(); i++) {
        var column = union.output().get(i);
        columns.add(new NamedExpression(column.id(), column.name(), only.output().get(i)));
      }
      return Optional.of(new Project(only, columns));
    }
    if (union.children().stream().noneMatch(Union.class::isInstance)) {
      return Optional.empty();
    }
    var inputs = new ArrayList<LogicalPlan>();
    for (LogicalPlan child : union.children()) {
      inputs.addAll(child instanceof Union inner ? inner.children() : List.of(child));
    }
    return Optional.of(new Union(inputs, union.output()));
  }
}
