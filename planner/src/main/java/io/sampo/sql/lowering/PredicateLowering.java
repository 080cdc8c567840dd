package io.sampo.sql.lowering;

import io.sampo.error.Origin;
import io.sampo.error.Span;
import io.sampo.spec.Expression;
import io.sampo.spec.Expression.Call;
import io.sampo.spec.Expression.Literal;
import io.sampo.sql.parser.SqlGrammar.PredicateContext;
import io.sampo.sql.parser.SyntaxErrors;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.antlr.v4.runtime.tree.TerminalNode;

/**
 * Lowers what may follow a value: BETWEEN, IN, LIKE and its kin, IS. A negated form is wrapped in
 * {@code not}.
 */
final class PredicateLowering {
  private final Lowering lowering;
  private final ExpressionLowering expressions;
  private final Source source;

  PredicateLowering(Lowering lowering, ExpressionLowering expressions) {
    this.lowering = lowering;
    this.expressions = expressions;
    this.source = lowering.source();
  }

  Expression predicate(Expression value, PredicateContext context) {
    Origin origin = source.between(value.origin(), source.origin(context));
    boolean negated = context.NOT() != null;
    if (context.IS() != null) {
      return is(value, context, negated, origin);
    }
    Expression result;
    if (context.BETWEEN() != null) {
      List<Expression> arguments =
          List.of(value, expressions.value(context.value(0)), expressions.value(context.value(1)));
      result = Call.of("between", arguments, origin);
    } else if (context.IN() != null) {
      result = in(value, context, origin);
    } else if (context.RLIKE() != null) {
      result = Call.of("rlike", List.of(value, expressions.value(context.value(0))), origin);
    } else if (!context.expression().isEmpty()) {
      return likeAnyOrAll(value, context, origin);
    } else {
      result = like(value, context, origin);
    }
    return negated ? Call.of("not", List.of(result), origin) : result;
  }

  private Expression is(
      Expression value, PredicateContext context, boolean negated, Origin origin) {
    if (context.DISTINCT() != null) {
      Expression same = Call.of("<=>", List.of(value, expressions.value(context.value(0))), origin);
      return negated ? same : Call.of("not", List.of(same), origin);
    }
    if (context.TRUE() != null || context.FALSE() != null) {
      Expression test =
          Call.of(context.TRUE() != null ? "istrue" : "isfalse", List.of(value), origin);
      return negated ? Call.of("not", List.of(test), origin) : test;
    }
    return Call.of(negated ? "isnotnull" : "isnull", List.of(value), origin);
  }

  private Expression in(Expression value, PredicateContext context, Origin origin) {
    if (context.query() != null) {
      boolean row = value instanceof Call call && call.name().equals("struct") && isRow(call);
      List<Expression> values = row ? ((Call) value).arguments() : List.of(value);
      return new Expression.InSubquery(values, lowering.queries().query(context.query()), origin);
    }
    var arguments = new ArrayList<Expression>();
    arguments.add(value);
    arguments.addAll(expressions.all(context.expression()));
    return Call.of("in", arguments, origin);
  }

  /** Whether the struct was written as {@code (a, b)}. */
  private static boolean isRow(Call call) {
    Span span = call.origin().span();
    return span != null && span.covered().startsWith("(");
  }

  private Expression like(Expression value, PredicateContext context, Origin origin) {
    var arguments = new ArrayList<Expression>();
    arguments.add(value);
    arguments.add(expressions.value(context.value(0)));
    if (context.ESCAPE() != null) {
      TerminalNode literal = context.STRING();
      String escape = StringLiterals.value(literal.getText());
      Origin place = source.origin(literal.getSymbol());
      if (escape.length() != 1) {
        throw SyntaxErrors.at(
            source.span(literal.getSymbol()), "The escape character of LIKE is one character.");
      }
      arguments.add(new Literal(escape, DataType.STRING, place));
    }
    return Call.of(likeName(context), arguments, origin);
  }

  private static String likeName(PredicateContext context) {
    return context.ILIKE() != null ? "ilike" : "like";
  }

  /**
   * NOT belongs to each comparison, not to the whole: {@code NOT LIKE ANY} holds when one pattern
   * does not match.
   */
  private Expression likeAnyOrAll(Expression value, PredicateContext context, Origin origin) {
    String joint = context.ALL() != null ? "and" : "or";
    Expression result = null;
    for (Expression pattern : expressions.all(context.expression())) {
      Expression single = Call.of(likeName(context), List.of(value, pattern), origin);
      if (context.NOT() != null) {
        single = Call.of("not", List.of(single), origin);
      }
      result = result == null ? single : Call.of(joint, List.of(result, single), origin);
    }
    return Objects.requireNonNull(result);
  }
}
