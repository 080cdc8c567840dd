package io.sampo.optimizer.simplification;

import io.sampo.optimizer.expression.Comparisons;
import io.sampo.optimizer.expression.Conjuncts;
import io.sampo.optimizer.expression.References;
import io.sampo.optimizer.rule.Rule;
import io.sampo.optimizer.rule.RuleContext;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * AND, OR and NOT with constants and duplicates gone, NOT pushed to the leaves:
 *
 * <pre>
 *   a AND true = a        a AND false = false      a AND a = a
 *   NOT (a AND b) = NOT a OR NOT b                 NOT (a &lt; b) = a &gt;= b
 *   (a AND b) OR (a AND c) = a AND (b OR c)        a OR (a AND b) = a
 * </pre>
 *
 * <p>All of these hold in three-valued logic. Duplicates that are not deterministic stay.
 */
public final class SimplifyLogic implements Rule<Expression> {
  @Override
  public Optional<Expression> apply(Expression node, RuleContext context) {
    if (!(node instanceof Call call)) {
      return Optional.empty();
    }
    return switch (call.name()) {
      case "and" -> changed(and(call, context), node);
      case "or" -> changed(or(call, context), node);
      case "not" -> changed(not(call.arguments().getFirst(), call, context), node);
      default -> Optional.empty();
    };
  }

  private static Optional<Expression> changed(Expression after, Expression before) {
    return after.equals(before) ? Optional.empty() : Optional.of(after);
  }

  private static Expression and(Call call, RuleContext context) {
    List<Expression> parts = Conjuncts.split(call);
    if (parts.contains(Literal.FALSE)) {
      return Literal.FALSE;
    }
    return References.deterministic(call) ? context.operators().and(parts) : call;
  }

  private static Expression or(Call call, RuleContext context) {
    List<Expression> parts = Conjuncts.splitOr(call);
    if (parts.contains(Literal.TRUE)) {
      return Literal.TRUE;
    }
    if (!References.deterministic(call)) {
      return call;
    }
    var branches = new ArrayList<LinkedHashSet<Expression>>();
    new LinkedHashSet<>(parts)
        .forEach(part -> branches.add(new LinkedHashSet<>(Conjuncts.split(part))));
    var common = new LinkedHashSet<>(branches.getFirst());
    branches.forEach(common::retainAll);
    if (branches.size() < 2 || common.isEmpty()) {
      return context.operators().or(parts);
    }
    var rest = new ArrayList<Expression>();
    for (LinkedHashSet<Expression> branch : branches) {
      branch.removeAll(common);
      rest.add(context.operators().and(branch));
    }
    // A branch that had nothing more is implied by the others.
    Expression either = rest.contains(Literal.TRUE) ? Literal.TRUE : context.operators().or(rest);
    return context.operators().and(context.operators().and(common), either);
  }

  private static Expression not(Expression operand, Call call, RuleContext context) {
    if (operand instanceof Call inner) {
      Predicate<String> is = name -> inner.name().equals(name);
      if (is.test("and")) {
        return context
            .operators()
            .or(Conjuncts.split(inner).stream().map(context.operators()::not).toList());
      }
      if (is.test("or")) {
        return context
            .operators()
            .and(Conjuncts.splitOr(inner).stream().map(context.operators()::not).toList());
      }
      if (is.test("isnull")) {
        return context.operators().call("isnotnull", inner.arguments().getFirst());
      }
      if (is.test("isnotnull")) {
        return context.operators().call("isnull", inner.arguments().getFirst());
      }
      if (is.test("not") || (Comparisons.isComparison(inner) && !is.test("<=>"))) {
        return context.operators().not(inner);
      }
    }
    return operand instanceof Literal literal && literal.value() != null
        ? context.operators().not(literal)
        : call;
  }
}
