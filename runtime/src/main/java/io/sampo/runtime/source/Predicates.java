package io.sampo.runtime.source;

import io.sampo.codegen.vector.ScanPredicate;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.InList;
import io.sampo.plan.expression.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds among conditions those that a scan can skip by. */
final class Predicates {
  private Predicates() {}

  /** The conditions that compare one column with constants; the others are left out. */
  static List<ScanPredicate> of(List<Expression> conditions, List<ColumnReference> columns) {
    var predicates = new ArrayList<ScanPredicate>();
    conditions.forEach(condition -> one(condition, columns).ifPresent(predicates::add));
    return predicates;
  }

  private static Optional<ScanPredicate> one(Expression condition, List<ColumnReference> columns) {
    if (condition instanceof InList in) {
      return in(in, columns);
    }
    if (!(condition instanceof Call call)) {
      return Optional.empty();
    }
    if (call.arguments().size() == 1) {
      int column = indexOf(call.arguments().getFirst(), columns);
      return column < 0
          ? Optional.empty()
          : switch (call.name()) {
            case "isnull" -> Optional.of(new ScanPredicate.IsNull(column));
            case "isnotnull" -> Optional.of(new ScanPredicate.IsNotNull(column));
            default -> Optional.empty();
          };
    }
    return call.arguments().size() == 2 ? comparison(call, columns) : Optional.empty();
  }

  private static Optional<ScanPredicate> comparison(Call call, List<ColumnReference> columns) {
    Expression left = call.arguments().get(0);
    Expression right = call.arguments().get(1);
    int column = indexOf(left, columns);
    Comparable<?> value = constant(right);
    if (column >= 0 && value != null) {
      return range(call.name(), column, value);
    }
    column = indexOf(right, columns);
    value = constant(left);
    return column >= 0 && value != null
        ? range(mirrored(call.name()), column, value)
        : Optional.empty();
  }

  private static String mirrored(String operator) {
    return switch (operator) {
      case "<" -> ">";
      case "<=" -> ">=";
      case ">" -> "<";
      case ">=" -> "<=";
      default -> operator;
    };
  }

  private static Optional<ScanPredicate> range(String operator, int column, Comparable<?> value) {
    return switch (operator) {
      case "=" -> Optional.of(new ScanPredicate.Range(column, value, true, value, true));
      case "<" -> Optional.of(new ScanPredicate.Range(column, null, false, value, false));
      case "<=" -> Optional.of(new ScanPredicate.Range(column, null, false, value, true));
      case ">" -> Optional.of(new ScanPredicate.Range(column, value, false, null, false));
      case ">=" -> Optional.of(new ScanPredicate.Range(column, value, true, null, false));
      default -> Optional.empty();
    };
  }

  private static Optional<ScanPredicate> in(InList in, List<ColumnReference> columns) {
    int column = indexOf(in.value(), columns);
    var values = new ArrayList<Comparable<?>>();
    for (Expression item : in.items()) {
      Comparable<?> value = constant(item);
      if (value == null) {
        return Optional.empty();
      }
      values.add(value);
    }
    return column < 0 ? Optional.empty() : Optional.of(new ScanPredicate.In(column, values));
  }

  private static int indexOf(Expression expression, List<ColumnReference> columns) {
    if (expression instanceof ColumnReference reference) {
      for (int i = 0; i < columns.size(); i++) {
        if (columns.get(i).id() == reference.id()) {
          return i;
        }
      }
    }
    return -1;
  }

  private static @Nullable Comparable<?> constant(Expression expression) {
    return expression instanceof Literal literal && literal.value() instanceof Comparable<?> value
        ? value
        : null;
  }
}
