package io.sampo.optimizer.simplification;

import io.sampo.optimizer.expression.Comparisons;
import io.sampo.optimizer.expression.Conjuncts;
import io.sampo.optimizer.expression.References;
import io.sampo.optimizer.rule.Rule;
import io.sampo.optimizer.rule.RuleContext;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.InList;
import io.sampo.plan.expression.Literal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code x IN (a)} becomes {@code x = a}, {@code x = a OR x = b} becomes {@code x IN (a, b)};
 * duplicate items go.
 *
 * <p>Only equalities with literals are gathered, and only of a value that is deterministic.
 */
public final class SimplifyInLists implements Rule<Expression> {
  @Override
  public Optional<Expression> apply(Expression node, RuleContext context) {
    if (node instanceof InList in) {
      var items = new LinkedHashSet<>(in.items());
      if (items.size() == 1) {
        return Optional.of(context.operators().equal(in.value(), items.getFirst()));
      }
      return items.size() < in.items().size()
          ? Optional.of(new InList(in.value(), List.copyOf(items)))
          : Optional.empty();
    }
    return node instanceof Call call && call.name().equals("or") && References.deterministic(call)
        ? gather(call, context)
        : Optional.empty();
  }

  private static Optional<Expression> gather(Call call, RuleContext context) {
    List<Expression> parts = Conjuncts.splitOr(call);
    Map<Expression, LinkedHashSet<Expression>> items = new LinkedHashMap<>();
    var gathered = new ArrayList<Expression>();
    for (Expression part : parts) {
      Optional<InList> membership = membership(part);
      if (membership.isPresent()) {
        Expression value = membership.get().value();
        if (!items.containsKey(value)) {
          gathered.add(value);
        }
        items.computeIfAbsent(value, _ -> new LinkedHashSet<>()).addAll(membership.get().items());
      } else {
        gathered.add(part);
      }
    }
    if (gathered.size() == parts.size()) {
      return Optional.empty();
    }
    var rest = new ArrayList<Expression>();
    for (Expression part : gathered) {
      LinkedHashSet<Expression> values = items.get(part);
      rest.add(values == null ? part : list(part, values, context));
    }
    return Optional.of(context.operators().or(rest));
  }

  private static Expression list(
      Expression value, LinkedHashSet<Expression> items, RuleContext context) {
    return items.size() == 1
        ? context.operators().equal(value, items.getFirst())
        : new InList(value, List.copyOf(items));
  }

  private static Optional<InList> membership(Expression part) {
    if (part instanceof InList in && in.items().stream().allMatch(Literal.class::isInstance)) {
      return Optional.of(in);
    }
    if (!Comparisons.isEquality(part)) {
      return Optional.empty();
    }
    Expression left = Comparisons.left(part);
    Expression right = Comparisons.right(part);
    if (right instanceof Literal && !(left instanceof Literal)) {
      return Optional.of(new InList(left, List.of(right)));
    }
    return left instanceof Literal && !(right instanceof Literal)
        ? Optional.of(new InList(right, List.of(left)))
        : Optional.empty();
  }
}
