package io.sampo.optimizer.expression;

import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Cast;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Conditional;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.InList;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.function.NullPolicy;
import java.util.EnumSet;
import java.util.Set;

/** Which conditions a row of nulls cannot fulfil. */
public final class NullRejection {
  private static final Set<NullPolicy> STRICT =
      EnumSet.of(NullPolicy.STRICT, NullPolicy.STRICT_NULLABLE);

  private NullRejection() {}

  /** Whether the condition is false or null whenever all of the given columns are null. */
  public static boolean rejects(Expression condition, Set<Long> columns) {
    if (isNull(condition, columns)) {
      return true;
    }
    if (condition instanceof Literal literal) {
      return Boolean.FALSE.equals(literal.value());
    }
    if (!(condition instanceof Call call)) {
      return false;
    }
    return switch (call.name()) {
      case "and" -> call.arguments().stream().anyMatch(part -> rejects(part, columns));
      case "or" -> call.arguments().stream().allMatch(part -> rejects(part, columns));
      case "isnotnull" -> isNull(call.arguments().getFirst(), columns);
      case "not" ->
          call.arguments().getFirst() instanceof Call inner
              && inner.name().equals("isnull")
              && isNull(inner.arguments().getFirst(), columns);
      case "coalesce" ->
          call.arguments().size() == 2
              && call.arguments().get(1).equals(Literal.FALSE)
              && rejects(call.arguments().get(0), columns);
      default -> false;
    };
  }

  /** Whether the expression is null for certain whenever all of the given columns are null. */
  public static boolean isNull(Expression expression, Set<Long> columns) {
    return switch (expression) {
      case ColumnReference column -> columns.contains(column.id());
      case Literal literal -> literal.value() == null;
      case Cast cast -> isNull(cast.child(), columns);
      case InList in -> isNull(in.value(), columns);
      case Conditional conditional ->
          isNull(conditional.otherwise(), columns)
              && conditional.branches().stream()
                  .allMatch(branch ->
                      isNull(branch.value(), columns) || rejects(branch.condition(), columns));
      case Call call ->
          STRICT.contains(call.function().definition().nullPolicy())
              && call.arguments().stream().anyMatch(argument -> isNull(argument, columns));
      case Expression _ -> false;
    };
  }
}
