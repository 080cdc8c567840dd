package io.sampo.optimizer.unnesting;

import io.sampo.error.SampoException;
import io.sampo.plan.expression.AggregateCall;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.IntegerType;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What aggregates yield for no rows: the row that a subquery's aggregate has where the outer row
 * finds no partner.
 */
final class EmptyAggregates {
  private EmptyAggregates() {}

  /** The values by column id. */
  static Map<Long, Expression> row(List<NamedExpression> aggregates) {
    Map<Long, Expression> row = new LinkedHashMap<>();
    for (NamedExpression aggregate : aggregates) {
      row.put(aggregate.id(), value((AggregateCall) aggregate.expression()));
    }
    return row;
  }

  private static Expression value(AggregateCall call) {
    return switch (call.name()) {
      case "count", "count_if", "approx_count_distinct", "regr_count" -> zero(call.type());
      case "collect_list", "collect_set", "array_agg" -> new Literal(List.of(), call.type());
      default -> {
        if (!call.nullable()) {
          throw SampoException.unsupported(
              "A correlated subquery with the aggregate " + call.name(),
              "Group by the correlated column in a derived table and join with it.",
              call.origin().span());
        }
        yield new Literal(null, call.type());
      }
    };
  }

  private static Literal zero(DataType type) {
    Object zero =
        switch (type) {
          case IntegerType _ -> 0;
          case DecimalType _ -> BigDecimal.ZERO;
          case DataType _ -> 0L;
        };
    return new Literal(zero, type);
  }
}
