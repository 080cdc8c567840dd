package io.sampo.optimizer.simplification;

import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.optimizer.expression.Comparisons;
import io.sampo.optimizer.rule.Rule;
import io.sampo.optimizer.rule.RuleContext;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Cast;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.InList;
import io.sampo.plan.expression.Literal;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code cast(x as wider) < literal} becomes {@code x < literal'} in the type of x, so that scans
 * can use it and no value is widened; likewise for IN lists. {@code cast(x as its own type)} is x;
 * of two casts that widen the inner one goes.
 *
 * <p>Not when the literal has no equal in the narrower type, nor for casts that lose or reorder
 * values.
 */
public final class UnwrapCasts implements Rule<Expression> {
  @Override
  public Optional<Expression> apply(Expression node, RuleContext context) {
    if (node instanceof Cast cast) {
      return cast(cast);
    }
    if (node instanceof Call call && Comparisons.isComparison(call)) {
      return comparison(call, context);
    }
    return node instanceof InList in ? list(in, context) : Optional.empty();
  }

  private static Optional<Expression> cast(Cast cast) {
    if (cast.type().equals(cast.child().type())) {
      return Optional.of(cast.child());
    }
    return cast.child() instanceof Cast inner
            && Widening.isLossless(inner.child().type(), inner.type())
            && Widening.isLossless(inner.type(), cast.type())
            && Widening.isLossless(inner.child().type(), cast.type())
        ? Optional.of(new Cast(inner.child(), cast.type(), cast.lenient(), cast.origin()))
        : Optional.empty();
  }

  private static Optional<Expression> comparison(Call call, RuleContext context) {
    Expression left = call.arguments().get(0);
    Expression right = call.arguments().get(1);
    if (left instanceof Literal && right instanceof Cast) {
      return Comparisons.swapped(call.name())
          .flatMap(operator -> unwrapped(operator, right, left, context));
    }
    if (left instanceof Cast one
        && right instanceof Cast other
        && one.child().type().equals(other.child().type())
        && Widening.isLossless(one.child().type(), one.type())) {
      return Optional.of(context.operators().call(call.name(), one.child(), other.child()));
    }
    return unwrapped(call.name(), left, right, context);
  }

  private static Optional<Expression> unwrapped(
      String operator, Expression wide, Expression constant, RuleContext context) {
    if (!(wide instanceof Cast cast)
        || !(constant instanceof Literal literal)
        || !Widening.isLossless(cast.child().type(), cast.type())) {
      return Optional.empty();
    }
    return narrow(literal, cast.child().type(), context)
        .map(narrow -> context.operators().call(operator, cast.child(), narrow));
  }

  private static Optional<Expression> list(InList in, RuleContext context) {
    if (!(in.value() instanceof Cast cast)
        || !Widening.isLossless(cast.child().type(), cast.type())) {
      return Optional.empty();
    }
    var items = new ArrayList<Expression>();
    for (Expression item : in.items()) {
      if (!(item instanceof Literal literal)) {
        return Optional.empty();
      }
      Optional<Literal> narrow = narrow(literal, cast.child().type(), context);
      if (narrow.isEmpty()) {
        return Optional.empty();
      }
      items.add(narrow.get());
    }
    return Optional.of(new InList(cast.child(), List.copyOf(items)));
  }

  /** The literal in a narrower type, when casting there and back yields it again. */
  private static Optional<Literal> narrow(Literal literal, DataType type, RuleContext context) {
    if (literal.value() == null) {
      return Optional.of(new Literal(null, type));
    }
    try {
      var there = new Cast(literal, type, false, Origin.NONE);
      var narrow = new Literal(context.constants().evaluate(there), type);
      var back = new Cast(narrow, literal.type(), false, Origin.NONE);
      boolean same = Widening.sameValue(literal.value(), context.constants().evaluate(back));
      return same ? Optional.of(narrow) : Optional.empty();
    } catch (SampoException doesNotFit) {
      return Optional.empty();
    }
  }
}
