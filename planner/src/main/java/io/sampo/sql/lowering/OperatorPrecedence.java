package io.sampo.sql.lowering;

import io.sampo.spec.Expression;
import io.sampo.spec.Expression.Call;
import io.sampo.spec.Expression.QuantifiedComparison;
import io.sampo.spec.Relation;
import io.sampo.sql.parser.SqlGrammar;
import io.sampo.sql.parser.SyntaxErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * Nests a flat chain of binary operators, all of which associate to the left. From the tightest:
 * {@code * / % DIV}, then {@code + - ||}, shifts, {@code &}, {@code ^}, {@code |}, comparisons.
 */
final class OperatorPrecedence {
  private static final int COMPARISON = 1;

  private final Source source;
  private final List<Expression> operands = new ArrayList<>();
  private final List<Token> operators = new ArrayList<>();

  /** The subquery of {@code ANY (..)} or {@code ALL (..)} when that was the last operand. */
  private @Nullable Quantified quantified;

  private record Quantified(boolean all, Relation relation) {}

  OperatorPrecedence(Source source, Expression first) {
    this.source = source;
    operands.add(first);
  }

  void add(Token operator, Expression operand) {
    push(operator);
    operands.add(operand);
  }

  /** Adds a comparison with the rows of a subquery. */
  void addQuantified(Token operator, boolean all, Relation relation) {
    boolean allowed =
        precedence(operator) == COMPARISON && operator.getType() != SqlGrammar.NULL_SAFE_EQUAL;
    if (!allowed) {
      throw SyntaxErrors.at(
          source.span(operator), "Only = <> < <= > >= can stand before ANY, SOME and ALL.");
    }
    push(operator);
    quantified = new Quantified(all, relation);
    operands.add(new Expression.ScalarSubquery(relation, relation.origin()));
  }

  Expression result() {
    while (!operators.isEmpty()) {
      reduce();
    }
    return operands.getFirst();
  }

  private void push(Token operator) {
    int precedence = precedence(operator);
    if (quantified != null && precedence > COMPARISON) {
      throw SyntaxErrors.at(
          source.span(operator), "The rows of ANY, SOME and ALL can only be compared.");
    }
    while (!operators.isEmpty() && precedence(operators.getLast()) >= precedence) {
      reduce();
    }
    operators.add(operator);
  }

  private void reduce() {
    Expression right = operands.removeLast();
    Expression left = operands.removeLast();
    String name = name(operators.removeLast());
    var origin = source.between(left.origin(), right.origin());
    if (quantified == null) {
      operands.add(Call.of(name, List.of(left, right), origin));
    } else {
      operands.add(
          new QuantifiedComparison(left, name, quantified.all(), quantified.relation(), origin));
      quantified = null;
    }
  }

  private static int precedence(Token operator) {
    return switch (operator.getType()) {
      case SqlGrammar.STAR, SqlGrammar.SLASH, SqlGrammar.PERCENT, SqlGrammar.DIV -> 7;
      case SqlGrammar.PLUS, SqlGrammar.MINUS, SqlGrammar.CONCAT -> 6;
      case SqlGrammar.SHIFT_LEFT, SqlGrammar.SHIFT_RIGHT, SqlGrammar.SHIFT_RIGHT_UNSIGNED -> 5;
      case SqlGrammar.AMPERSAND -> 4;
      case SqlGrammar.CARET -> 3;
      case SqlGrammar.BAR -> 2;
      default -> COMPARISON;
    };
  }

  private static String name(Token operator) {
    return switch (operator.getType()) {
      case SqlGrammar.EQUAL -> "=";
      case SqlGrammar.NOT_EQUAL -> "<>";
      case SqlGrammar.DIV -> "div";
      case SqlGrammar.SHIFT_LEFT -> "shiftleft";
      case SqlGrammar.SHIFT_RIGHT -> "shiftright";
      case SqlGrammar.SHIFT_RIGHT_UNSIGNED -> "shiftrightunsigned";
      default -> Objects.requireNonNull(operator.getText());
    };
  }
}
