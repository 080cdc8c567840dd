package io.sampo.optimizer.rule;

import io.sampo.optimizer.expression.References;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Aggregate;
import io.sampo.plan.logical.LogicalPlan.Join;
import io.sampo.plan.logical.LogicalPlan.Project;
import io.sampo.plan.logical.LogicalPlan.Sort;
import io.sampo.plan.logical.LogicalPlan.Window;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code Project(p, Join(a, b))} becomes {@code Project(p, Join(Project(a), Project(b)))}, likewise
 * below an aggregate, a sort or a window under a projection: what is kept in memory or sent has no
 * columns that only served a condition.
 *
 * <p>Not where an input has no column too many.
 */
public final class NarrowJoinInputs implements Rule<LogicalPlan> {
  @Override
  public Optional<LogicalPlan> apply(LogicalPlan node, RuleContext context) {
    boolean chooses = node instanceof Project || node instanceof Aggregate;
    if (!chooses) {
      return Optional.empty();
    }
    Set<Long> used = References.columns(node.expressions()).keySet();
    LogicalPlan below = node.children().getFirst();
    if (!(below instanceof Join || below instanceof Sort || below instanceof Window)) {
      return Optional.empty();
    }
    Set<Long> needed = new HashSet<>(used);
    needed.addAll(References.columns(below.expressions()).keySet());
    var inputs = new ArrayList<LogicalPlan>();
    boolean changed = false;
    for (LogicalPlan input : below.children()) {
      LogicalPlan narrow = narrow(input, needed);
      changed |= narrow != input;
      inputs.add(narrow);
    }
    return changed
        ? Optional.of(node.withChildren(List.of(below.withChildren(inputs))))
        : Optional.empty();
  }

  private static LogicalPlan narrow(LogicalPlan input, Set<Long> needed) {
    List<ColumnReference> kept =
        input.output().stream().filter(column -> needed.contains(column.id())).toList();
    return kept.size() == input.output().size()
        ? input
        : new Project(input, kept.stream().map(NamedExpression::of).toList());
  }
}
