package io.sampo.optimizer.simplification;

import io.sampo.optimizer.expression.References;
import io.sampo.optimizer.rule.Rule;
import io.sampo.optimizer.rule.RuleContext;
import io.sampo.plan.expression.Conditional;
import io.sampo.plan.expression.Conditional.Branch;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Branches of CASE whose condition is known go or become the last; a CASE whose values are all the
 * same is that value.
 *
 * <p>Conditions that are not deterministic are still dropped with their branch: nobody sees their
 * value.
 */
public final class SimplifyConditionals implements Rule<Expression> {
  @Override
  public Optional<Expression> apply(Expression node, RuleContext context) {
    if (!(node instanceof Conditional conditional)) {
      return Optional.empty();
    }
    var kept = new ArrayList<Branch>();
    Expression otherwise = conditional.otherwise();
    for (Branch branch : conditional.branches()) {
      if (branch.condition() instanceof Literal literal) {
        if (Boolean.TRUE.equals(literal.value())) {
          otherwise = branch.value();
          break;
        }
      } else {
        kept.add(branch);
      }
    }
    while (!kept.isEmpty()
        && kept.getLast().value().equals(otherwise)
        && References.deterministic(otherwise)) {
      kept.removeLast();
    }
    if (kept.isEmpty()) {
      return Optional.of(otherwise);
    }
    return kept.size() == conditional.branches().size()
        ? Optional.empty()
        : Optional.of(new Conditional(kept, otherwise, conditional.origin()));
  }
}
