package io.sampo.physical;

import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Takes conditions apart. */
final class Conditions {
  private Conditions() {}

  /** The parts that must all be true; TRUE has none. */
  static List<Expression> conjuncts(Expression condition) {
    var parts = new ArrayList<Expression>();
    collect(condition, parts);
    return parts;
  }

  private static void collect(Expression condition, List<Expression> parts) {
    if (condition instanceof Call call && call.name().equals("and")) {
      call.arguments().forEach(argument -> collect(argument, parts));
    } else if (!condition.equals(Literal.TRUE)) {
      parts.add(condition);
    }
  }

  /** Whether the expression uses columns of the set only, and at least one of them. */
  static boolean within(Expression expression, Set<Long> ids) {
    Set<Long> used = columns(expression);
    return !used.isEmpty() && ids.containsAll(used);
  }

  private static Set<Long> columns(Expression expression) {
    var used = new HashSet<Long>();
    expression.forEach(part -> {
      if (part instanceof ColumnReference column) {
        used.add(column.id());
      }
    });
    return used;
  }
}
