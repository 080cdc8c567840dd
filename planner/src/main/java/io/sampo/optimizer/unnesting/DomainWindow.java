package io.sampo.optimizer.unnesting;

import io.sampo.error.Origin;
import io.sampo.optimizer.expression.Conjuncts;
import io.sampo.optimizer.rule.RuleContext;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.expression.SortOrder;
import io.sampo.plan.expression.WindowCall;
import io.sampo.plan.expression.WindowFrame;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Filter;
import io.sampo.plan.logical.LogicalPlan.Window;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Windows and limits of a subquery, for each outer value apart. */
final class DomainWindow {
  private DomainWindow() {}

  /** The window function within the rows of one outer value. */
  static Expression perValue(Expression function, List<Expression> values) {
    WindowCall call = (WindowCall) function;
    var partitions = new ArrayList<>(values);
    partitions.addAll(call.partitionBy());
    return new WindowCall(
        call.function(),
        call.arguments(),
        call.ignoreNulls(),
        partitions,
        call.orderBy(),
        call.frame(),
        call.nullable(),
        call.origin());
  }

  /**
   * The rows behind the first {@code offset}, at most {@code count}, of each outer value. Yields a
   * row number as well.
   */
  static LogicalPlan firstRows(
      LogicalPlan plan,
      List<Expression> values,
      List<SortOrder> order,
      long offset,
      Optional<Long> count,
      RuleContext context) {
    var function = context.operators().bind("row_number", List.of());
    var frame = new WindowFrame(true, OptionalLong.empty(), OptionalLong.of(0));
    var call = new WindowCall(function, List.of(), false, values, order, frame, false, Origin.NONE);
    var number = new NamedExpression(context.ids().next(), "row_number", call);
    var conditions = new ArrayList<Expression>();
    if (offset > 0) {
      conditions.add(
          context.operators().call(">", number.toReference(), literal(offset, call.type())));
    }
    count.ifPresent(most ->
        conditions.add(
            context
                .operators()
                .call(
                    "<=",
                    number.toReference(),
                    literal(Math.addExact(offset, most), call.type()))));
    Expression condition = context.operators().and(conditions);
    LogicalPlan numbered = new Window(plan, List.of(number));
    return Conjuncts.split(condition).isEmpty() ? numbered : new Filter(numbered, condition);
  }

  private static Literal literal(long value, DataType type) {
    return type.equals(DataType.INTEGER)
        ? new Literal(Math.toIntExact(Math.min(value, Integer.MAX_VALUE)), type)
        : new Literal(value, type);
  }
}
