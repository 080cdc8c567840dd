package io.sampo.optimizer.simplification;

import io.sampo.error.SampoException;
import io.sampo.optimizer.expression.References;
import io.sampo.optimizer.rule.Rule;
import io.sampo.optimizer.rule.RuleContext;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Cast;
import io.sampo.plan.expression.Conditional;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.InList;
import io.sampo.plan.expression.Literal;
import java.util.Optional;

/**
 * An expression of literals becomes its value.
 *
 * <p>Not when it is not deterministic, nor when it fails: then the query must fail only if it comes
 * to that row.
 */
public final class FoldConstants implements Rule<Expression> {
  @Override
  public Optional<Expression> apply(Expression node, RuleContext context) {
    boolean foldable =
        node instanceof Call
            || node instanceof Cast
            || node instanceof Conditional
            || node instanceof InList;
    if (!foldable
        || !node.children().stream().allMatch(Literal.class::isInstance)
        || !References.deterministic(node)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Literal(context.constants().evaluate(node), node.type()));
    } catch (SampoException failsWhenAsked) {
      return Optional.empty();
    }
  }
}
