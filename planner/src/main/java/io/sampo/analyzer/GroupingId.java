package io.sampo.analyzer;

import io.sampo.error.ErrorCode;
import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.types.DataType;
import java.util.List;
import java.util.Map;

/**
 * The column that tells the grouping sets apart: one bit for each grouping expression, the last one
 * lowest, set when the expression is not part of the set.
 *
 * @param groupings the grouping expressions over the input's rows
 */
record GroupingId(ColumnReference column, List<Expression> groupings) {
  /** {@code grouping(expression)}: 1 when the row's set leaves the expression out, else 0. */
  Expression bit(Binder binder, Expression argument, Origin origin) {
    int index = groupings.indexOf(argument);
    if (index < 0) {
      throw outside("grouping", origin);
    }
    long weight = 1L << (groupings.size() - 1 - index);
    Expression shifted =
        binder.call("div", List.of(column, new Literal(weight, DataType.LONG)), origin);
    Expression bit = binder.call("%", List.of(shifted, new Literal(2L, DataType.LONG)), origin);
    return binder.coerce(bit, DataType.BYTE);
  }

  /** {@code grouping_id()}, with all grouping expressions or none as arguments. */
  Expression all(List<Expression> arguments, Origin origin) {
    if (!arguments.isEmpty() && !arguments.equals(groupings)) {
      throw outside("grouping_id", origin);
    }
    return column;
  }

  static SampoException outside(String function, Origin origin) {
    return new SampoException(
        ErrorCode.UNSUPPORTED_GROUPING_EXPRESSION, Map.of("name", function), origin.span());
  }
}
