package io.sampo.analyzer;

import io.sampo.plan.function.FunctionKind;
import io.sampo.plan.function.FunctionRegistry;
import io.sampo.spec.Expression;
import io.sampo.spec.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Questions about unresolved expressions. Subqueries are worlds of their own and are not looked
 * into.
 */
final class SpecTrees {
  private SpecTrees() {}

  /** The parts of an expression. */
  static List<Expression> children(Expression expression) {
    return switch (expression) {
      case Expression.Attribute a -> List.of();
      case Expression.PlanColumn p -> List.of();
      case Expression.PlanStar p -> List.of();
      case Expression.Ordinal o -> List.of();
      case Expression.Star s -> List.of();
      case Expression.Literal l -> List.of();
      case Expression.Call call -> {
        var parts = new ArrayList<>(call.arguments());
        call.filter().ifPresent(parts::add);
        yield parts;
      }
      case Expression.UserCall call -> call.arguments();
      case Expression.Alias alias -> List.of(alias.child());
      case Expression.Aliases aliases -> List.of(aliases.child());
      case Expression.Cast cast -> List.of(cast.child());
      case Expression.CaseWhen caseWhen -> {
        var parts = new ArrayList<Expression>();
        for (Expression.CaseWhen.Branch branch : caseWhen.branches()) {
          parts.add(branch.condition());
          parts.add(branch.value());
        }
        caseWhen.otherwise().ifPresent(parts::add);
        yield parts;
      }
      case Expression.Extract extract -> List.of(extract.child(), extract.key());
      case Expression.ScalarSubquery s -> List.of();
      case Expression.Exists e -> List.of();
      case Expression.InSubquery in -> in.values();
      case Expression.QuantifiedComparison q -> List.of(q.value());
      case Expression.Windowed windowed -> {
        var parts = new ArrayList<Expression>();
        parts.add(windowed.function());
        parts.addAll(windowed.window().partitionBy());
        windowed.window().orderBy().stream().map(SortKey::expression).forEach(parts::add);
        yield parts;
      }
      case Expression.Lambda lambda -> List.of(lambda.body());
    };
  }

  static boolean anyMatch(Expression expression, Predicate<Expression> test) {
    return test.test(expression)
        || children(expression).stream().anyMatch(part -> anyMatch(part, test));
  }

  /** Whether an aggregate function is called, other than over a window. */
  static boolean hasAggregate(Expression expression) {
    if (expression instanceof Expression.Windowed windowed) {
      List<Expression> inner = children(windowed);
      return SpecTrees.children(windowed.function()).stream().anyMatch(SpecTrees::hasAggregate)
          || inner.subList(1, inner.size()).stream().anyMatch(SpecTrees::hasAggregate);
    }
    return (expression instanceof Expression.Call call && isAggregate(call.name()))
        || children(expression).stream().anyMatch(SpecTrees::hasAggregate);
  }

  private static boolean isAggregate(String name) {
    return FunctionRegistry.standard()
        .lookup(name)
        .filter(definition ->
            definition.kind() == FunctionKind.AGGREGATE
                && !definition.name().startsWith("grouping"))
        .isPresent();
  }
}
