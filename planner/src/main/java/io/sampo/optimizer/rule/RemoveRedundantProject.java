package io.sampo.optimizer.rule;

import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Project;
import java.util.List;
import java.util.Optional;

/** A projection that yields its input's columns as they are and in their order goes away. */
public final class RemoveRedundantProject implements Rule<LogicalPlan> {
  @Override
  public Optional<LogicalPlan> apply(LogicalPlan node, RuleContext context) {
    if (!(node instanceof Project project)) {
      return Optional.empty();
    }
    List<ColumnReference> input = project.child().output();
    if (input.size() != project.columns().size()) {
      return Optional.empty();
    }
    for (int i = 0; i < input.size(); i++) {
      NamedExpression column = project.columns().get(i);
      boolean same =
          column.expression() instanceof ColumnReference reference
              && reference.id() == column.id()
              && column.id() == input.get(i).id();
      if (!same) {
        return Optional.empty();
      }
    }
    return Optional.of(project.child());
  }
}
