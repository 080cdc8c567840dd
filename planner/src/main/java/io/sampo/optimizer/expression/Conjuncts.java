package io.sampo.optimizer.expression;

import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import java.util.ArrayList;
import java.util.List;

/** Takes conjunctions and disjunctions apart. */
public final class Conjuncts {
  private Conjuncts() {}

  /** The operands of nested ANDs in their order, without TRUE; empty for TRUE itself. */
  public static List<Expression> split(Expression condition) {
    var parts = new ArrayList<Expression>();
    collect(condition, "and", parts);
    parts.removeIf(Literal.TRUE::equals);
    return parts;
  }

  /** The operands of nested ORs in their order. */
  public static List<Expression> splitOr(Expression condition) {
    var parts = new ArrayList<Expression>();
    collect(condition, "or", parts);
    return parts;
  }

  private static void collect(Expression condition, String operator, List<Expression> parts) {
    if (condition instanceof Call call && call.name().equals(operator)) {
      call.arguments().forEach(argument -> collect(argument, operator, parts));
    } else {
      parts.add(condition);
    }
  }
}
