package io.sampo.sql.lowering;

import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.spec.Expression;
import io.sampo.spec.Expression.Alias;
import io.sampo.spec.Expression.Attribute;
import io.sampo.spec.Expression.Call;
import io.sampo.spec.Expression.CaseWhen;
import io.sampo.spec.Expression.Literal;
import io.sampo.sql.parser.SqlGrammar;
import io.sampo.sql.parser.SqlGrammar.CaseExpressionContext;
import io.sampo.sql.parser.SqlGrammar.CastContext;
import io.sampo.sql.parser.SqlGrammar.ConditionContext;
import io.sampo.sql.parser.SqlGrammar.ExpressionContext;
import io.sampo.sql.parser.SqlGrammar.IdentifierContext;
import io.sampo.sql.parser.SqlGrammar.LiteralContext;
import io.sampo.sql.parser.SqlGrammar.NamedExpressionContext;
import io.sampo.sql.parser.SqlGrammar.OperandContext;
import io.sampo.sql.parser.SqlGrammar.OperationContext;
import io.sampo.sql.parser.SqlGrammar.ParenthesisedContext;
import io.sampo.sql.parser.SqlGrammar.PostfixContext;
import io.sampo.sql.parser.SqlGrammar.PrimaryContext;
import io.sampo.sql.parser.SqlGrammar.StarExceptContext;
import io.sampo.sql.parser.SqlGrammar.ValueContext;
import io.sampo.sql.parser.SyntaxErrors;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Lowers expressions, from the conjunctions down to names and literals. */
final class ExpressionLowering {
  private final Lowering lowering;
  private final Source source;
  private final PredicateLowering predicates;
  private final CallLowering calls;

  ExpressionLowering(Lowering lowering) {
    this.lowering = lowering;
    this.source = lowering.source();
    this.predicates = new PredicateLowering(lowering, this);
    this.calls = new CallLowering(lowering, this);
  }

  List<Expression> all(List<ExpressionContext> contexts) {
    var expressions = new ArrayList<Expression>(contexts.size());
    for (ExpressionContext context : contexts) {
      expressions.add(expression(context));
    }
    return expressions;
  }

  List<Expression> allNamed(List<NamedExpressionContext> contexts) {
    var expressions = new ArrayList<Expression>(contexts.size());
    for (NamedExpressionContext context : contexts) {
      expressions.add(named(context));
    }
    return expressions;
  }

  Expression named(NamedExpressionContext context) {
    Expression child = expression(context.expression());
    if (context.identifierList() != null) {
      List<String> names = Names.list(context.identifierList());
      return new Expression.Aliases(child, names, source.origin(context));
    }
    if (context.identifier() == null) {
      return child;
    }
    return new Alias(child, Names.text(context.identifier()), source.origin(context));
  }

  /** {@code OR} of {@code AND}s. */
  Expression expression(ExpressionContext context) {
    if (context.getChildCount() == 1) {
      return condition(context.condition(0));
    }
    Expression alternatives = null;
    Expression conjunction = condition(context.condition(0));
    for (int i = 1; i < context.getChildCount(); i += 2) {
      Expression next = condition((ConditionContext) context.getChild(i + 1));
      if (token(context.getChild(i)).getType() == SqlGrammar.AND) {
        conjunction = binary("and", conjunction, next);
      } else {
        alternatives = alternatives == null ? conjunction : binary("or", alternatives, conjunction);
        conjunction = next;
      }
    }
    return alternatives == null ? conjunction : binary("or", alternatives, conjunction);
  }

  private Expression binary(String name, Expression left, Expression right) {
    return Call.of(name, List.of(left, right), source.between(left.origin(), right.origin()));
  }

  private static Token token(ParseTree leaf) {
    return ((TerminalNode) leaf).getSymbol();
  }

  private Expression condition(ConditionContext context) {
    Expression result = value(context.value());
    if (context.predicate() != null) {
      result = predicates.predicate(result, context.predicate());
    }
    for (int i = context.NOT().size() - 1; i >= 0; i--) {
      Origin origin = Origin.of(source.span(context.NOT(i).getSymbol(), context.getStop()));
      result = Call.of("not", List.of(result), origin);
    }
    return result;
  }

  /** A chain of operators. */
  Expression value(ValueContext context) {
    Expression first = operand(context.operand());
    if (context.getChildCount() == 1) {
      return first;
    }
    var chain = new OperatorPrecedence(source, first);
    for (OperationContext operation : context.operation()) {
      Token operator = operation.getStart();
      if (operation.operand() != null) {
        chain.add(operator, operand(operation.operand()));
      } else {
        chain.addQuantified(
            operator, operation.ALL() != null, lowering.queries().query(operation.query()));
      }
    }
    return chain.result();
  }

  private Expression operand(OperandContext context) {
    int signs = context.getChildCount() - 1 - context.postfix().size();
    LiteralContext number = context.primary().literal();
    Expression result;
    if (signs > 0
        && number != null
        && isNumber(number)
        && token(context.getChild(signs - 1)).getType() != SqlGrammar.TILDE) {
      signs--;
      Token sign = token(context.getChild(signs));
      boolean negative = sign.getType() == SqlGrammar.MINUS;
      result =
          NumberLiterals.literal(number.getText(), negative, source.span(sign, number.getStop()));
    } else {
      result = primary(context.primary());
    }
    for (PostfixContext postfix : context.postfix()) {
      result = postfix(result, postfix);
    }
    for (int i = signs - 1; i >= 0; i--) {
      Token sign = token(context.getChild(i));
      Origin origin = Origin.of(source.span(sign, context.getStop()));
      result = Call.of(signName(sign), List.of(result), origin);
    }
    return result;
  }

  private static boolean isNumber(LiteralContext context) {
    return context.INTEGER() != null || context.NUMBER() != null;
  }

  private static String signName(Token sign) {
    return switch (sign.getType()) {
      case SqlGrammar.MINUS -> "negative";
      case SqlGrammar.PLUS -> "positive";
      default -> "~";
    };
  }

  // ---- what follows an operand

  private Expression postfix(Expression base, PostfixContext context) {
    Origin origin = source.between(base.origin(), source.origin(context));
    if (context.DOUBLE_COLON() != null) {
      return new Expression.Cast(base, lowering.types().type(context.type()), false, origin);
    }
    if (context.LBRACKET() != null) {
      return new Expression.Extract(base, expression(context.expression()), origin);
    }
    if (context.DOT_STAR() != null) {
      if (base instanceof Attribute attribute) {
        return new Expression.Star(attribute.nameParts(), except(context.starExcept()), origin);
      }
      throw SampoException.unsupported(
          "All fields of an expression", "Name the fields.", origin.span());
    }
    String field = Names.text(context.identifier());
    if (base instanceof Attribute attribute) {
      var parts = new ArrayList<>(attribute.nameParts());
      parts.add(field);
      if (context.call() != null) {
        return calls.call(functionName(parts), context.call(), origin);
      }
      return new Attribute(parts, origin);
    }
    if (context.call() != null) {
      throw SyntaxErrors.at(
          source.span(context), "A function is called as name(value, ..), not on a value.");
    }
    return new Expression.Extract(
        base, new Literal(field, DataType.STRING, source.origin(context.identifier())), origin);
  }

  /** Functions of {@code system.builtin} need no qualifier. */
  private static String functionName(List<String> parts) {
    String name = String.join(".", parts).toLowerCase(Locale.ROOT);
    if (name.startsWith("system.builtin.")) {
      return name.substring("system.builtin.".length());
    }
    return name.startsWith("builtin.") ? name.substring("builtin.".length()) : name;
  }

  private static List<String> except(@Nullable StarExceptContext context) {
    return context == null ? List.of() : Names.list(context.identifierList());
  }

  // ---- operands

  private Expression primary(PrimaryContext context) {
    ParseTree first = context.getChild(0);
    if (first instanceof ParserRuleContext rule) {
      return primaryRule(context, rule);
    }
    Origin origin = source.origin(context);
    return switch (token(first).getType()) {
      case SqlGrammar.STAR -> new Expression.Star(List.of(), except(context.starExcept()), origin);
      case SqlGrammar.EXISTS ->
          new Expression.Exists(lowering.queries().query(context.query()), origin);
      default -> new Expression.ScalarSubquery(lowering.queries().query(context.query()), origin);
    };
  }

  private Expression primaryRule(PrimaryContext context, ParserRuleContext rule) {
    return switch (rule.getRuleIndex()) {
      case SqlGrammar.RULE_identifier -> nameOrCall(context);
      case SqlGrammar.RULE_literal -> literal((LiteralContext) rule);
      case SqlGrammar.RULE_parenthesised -> parenthesised((ParenthesisedContext) rule);
      case SqlGrammar.RULE_caseExpression -> caseWhen((CaseExpressionContext) rule);
      case SqlGrammar.RULE_cast -> cast((CastContext) rule);
      default -> calls.special(rule);
    };
  }

  private Expression nameOrCall(PrimaryContext context) {
    IdentifierContext identifier = context.identifier();
    String name = Names.text(identifier);
    Origin origin = source.origin(context);
    if (context.call() != null) {
      return calls.call(name.toLowerCase(Locale.ROOT), context.call(), origin);
    }
    boolean qualified = ((OperandContext) context.getParent()).postfix(0) != null;
    if (!qualified && !Names.isQuoted(identifier) && CallLowering.needsNoParentheses(name)) {
      return Call.of(name.toLowerCase(Locale.ROOT), List.of(), origin);
    }
    return new Attribute(List.of(name), origin);
  }

  private Expression parenthesised(ParenthesisedContext context) {
    List<NamedExpressionContext> items = context.namedExpression();
    if (items.isEmpty()) {
      throw SyntaxErrors.at(source.span(context), "Put an expression between the parentheses.");
    }
    if (items.size() > 1) {
      return Call.of("struct", allNamed(items), source.origin(context));
    }
    NamedExpressionContext only = items.getFirst();
    if (only.identifier() != null || only.identifierList() != null) {
      throw SyntaxErrors.at(
          source.span(only),
          "A name can be given only to a column of the select list, not inside parentheses.");
    }
    return expression(only.expression());
  }

  private Expression caseWhen(CaseExpressionContext context) {
    List<ExpressionContext> all = context.expression();
    int at = 0;
    Expression operand = null;
    boolean hasElse = context.ELSE() != null;
    int pairs = context.WHEN().size();
    if (all.size() > 2 * pairs + (hasElse ? 1 : 0)) {
      operand = expression(all.get(at++));
    }
    var branches = new ArrayList<CaseWhen.Branch>(pairs);
    for (int i = 0; i < pairs; i++) {
      Expression condition = expression(all.get(at++));
      if (operand != null) {
        condition = Call.of("=", List.of(operand, condition), condition.origin());
      }
      branches.add(new CaseWhen.Branch(condition, expression(all.get(at++))));
    }
    Optional<Expression> otherwise =
        hasElse ? Optional.of(expression(all.get(at))) : Optional.empty();
    return new CaseWhen(branches, otherwise, source.origin(context));
  }

  private Expression cast(CastContext context) {
    DataType type = lowering.types().type(context.type());
    return new Expression.Cast(
        expression(context.expression()), type, context.TRY_CAST() != null, source.origin(context));
  }

  private Expression literal(LiteralContext context) {
    Origin origin = source.origin(context);
    return switch (context.getStart().getType()) {
      case SqlGrammar.INTEGER, SqlGrammar.NUMBER ->
          NumberLiterals.literal(context.getText(), false, source.span(context));
      case SqlGrammar.STRING ->
          new Literal(StringLiterals.concatenated(context.STRING()), DataType.STRING, origin);
      case SqlGrammar.BINARY ->
          new Literal(
              StringLiterals.binary(context.getText(), source.span(context)),
              DataType.BINARY,
              origin);
      case SqlGrammar.TRUE -> new Literal(true, DataType.BOOLEAN, origin);
      case SqlGrammar.FALSE -> new Literal(false, DataType.BOOLEAN, origin);
      case SqlGrammar.NULL -> new Literal(null, DataType.NULL, origin);
      case SqlGrammar.INTERVAL -> IntervalLiterals.literal(context.interval(), source);
      default -> {
        String kind = context.getStart().getText().toUpperCase(Locale.ROOT);
        yield DateTimeLiterals.literal(
            kind, StringLiterals.concatenated(context.STRING()), source.span(context));
      }
    };
  }
}
