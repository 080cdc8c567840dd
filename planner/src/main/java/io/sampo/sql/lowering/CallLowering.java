package io.sampo.sql.lowering;

import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.spec.Expression;
import io.sampo.spec.Expression.Alias;
import io.sampo.spec.Expression.Call;
import io.sampo.spec.Expression.Literal;
import io.sampo.spec.SortKey;
import io.sampo.sql.parser.SqlGrammar;
import io.sampo.sql.parser.SqlGrammar.ArgumentContext;
import io.sampo.sql.parser.SqlGrammar.CallContext;
import io.sampo.sql.parser.SqlGrammar.ExtractContext;
import io.sampo.sql.parser.SqlGrammar.LambdaContext;
import io.sampo.sql.parser.SqlGrammar.OverlayContext;
import io.sampo.sql.parser.SqlGrammar.PositionContext;
import io.sampo.sql.parser.SqlGrammar.SubstringContext;
import io.sampo.sql.parser.SqlGrammar.TrimContext;
import io.sampo.sql.parser.SyntaxErrors;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/**
 * Lowers calls of functions, also those with a syntax of their own, which become plain calls.
 *
 * <p>WITHIN GROUP becomes arguments: {@code percentile_cont}, {@code percentile_disc} and {@code
 * mode} take the sort key first, and a further TRUE when it descends; {@code listagg} and {@code
 * string_agg} take, behind value and delimiter, for each key the key, whether it ascends and
 * whether nulls come first.
 */
final class CallLowering {
  private final Lowering lowering;
  private final ExpressionLowering expressions;
  private final Source source;

  CallLowering(Lowering lowering, ExpressionLowering expressions) {
    this.lowering = lowering;
    this.expressions = expressions;
    this.source = lowering.source();
  }

  /** Whether the name alone is a call of the function. */
  static boolean needsNoParentheses(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "current_date",
          "current_timestamp",
          "current_time",
          "current_user",
          "current_catalog",
          "current_database",
          "current_schema",
          "localtimestamp",
          "session_user" ->
          true;
      default -> false;
    };
  }

  /**
   * @param name of the function in lower case
   * @param origin of the name and the call
   */
  Expression call(String name, CallContext context, Origin origin) {
    List<Expression> arguments =
        context.query() == null ? arguments(name, context) : List.of(subquery(name, context));
    String unitFunction = arguments.size() == 3 ? unitFunction(name) : null;
    Literal unit = unitFunction == null ? null : unit(arguments.getFirst());
    if (unitFunction != null && unit != null) {
      return Call.of(unitFunction, List.of(unit, arguments.get(1), arguments.get(2)), origin);
    }
    boolean distinct =
        context.quantifier != null && context.quantifier.getType() == SqlGrammar.DISTINCT;
    if (name.equals("count")
        && !distinct
        && arguments.size() == 1
        && isPlainStar(arguments.getFirst())) {
      arguments = List.of(new Literal(1, DataType.INTEGER, arguments.getFirst().origin()));
    }
    if (context.WITHIN() != null) {
      arguments = withinGroup(name, arguments, context);
    }
    Optional<Expression> filter =
        context.FILTER() == null
            ? Optional.empty()
            : Optional.of(expressions.expression(context.expression()));
    var call = new Call(name, arguments, distinct, filter, context.IGNORE() != null, origin);
    if (context.over() == null) {
      return call;
    }
    return new Expression.Windowed(call, lowering.windows().over(context.over()), origin);
  }

  /**
   * The function that {@code DATEADD(DAY, 1, d)} and {@code DATEDIFF(DAY, a, b)} call, whose first
   * argument is a bare word.
   */
  private static @Nullable String unitFunction(String name) {
    return switch (name) {
      case "dateadd", "date_add", "timestampadd" -> "timestampadd";
      case "datediff", "date_diff", "timediff", "timestampdiff" -> "timestampdiff";
      default -> null;
    };
  }

  private static @Nullable Literal unit(Expression argument) {
    if (argument instanceof Expression.Attribute attribute && attribute.nameParts().size() == 1) {
      String name = attribute.nameParts().getFirst();
      boolean known = IntervalUnit.of(name) != null || name.equalsIgnoreCase("dayofyear");
      return known
          ? new Literal(name.toUpperCase(Locale.ROOT), DataType.STRING, argument.origin())
          : null;
    }
    return null;
  }

  private static boolean isPlainStar(Expression argument) {
    return argument instanceof Expression.Star star
        && star.target().isEmpty()
        && star.except().isEmpty();
  }

  private List<Expression> arguments(String name, CallContext context) {
    var arguments = new ArrayList<Expression>(context.argument().size());
    for (ArgumentContext argument : context.argument()) {
      if (argument.lambda() != null) {
        arguments.add(lambda(argument.lambda()));
        continue;
      }
      Expression value = expressions.expression(argument.expression());
      if (argument.identifier() != null) {
        if (!name.equals("struct")) {
          throw SyntaxErrors.at(
              source.span(argument), "Only the arguments of struct(..) can have names.");
        }
        value = new Alias(value, Names.text(argument.identifier()), source.origin(argument));
      }
      arguments.add(value);
    }
    return arguments;
  }

  private Expression subquery(String name, CallContext context) {
    boolean parenthesised = context.query().getStart().getType() == SqlGrammar.QUERY_OPEN;
    if (!parenthesised) {
      throw SyntaxErrors.at(
          source.span(context.query()),
          "A query that is an argument needs its own parentheses: " + name + "((SELECT ..)).");
    }
    return new Expression.ScalarSubquery(
        lowering.queries().query(context.query()), source.origin(context.query()));
  }

  private Expression lambda(LambdaContext context) {
    var parameters = new ArrayList<String>();
    if (context.LAMBDA_NAME() != null) {
      parameters.add(context.LAMBDA_NAME().getText());
    }
    for (var identifier : context.identifier()) {
      parameters.add(Names.text(identifier));
    }
    return new Expression.Lambda(
        parameters, expressions.expression(context.expression()), source.origin(context));
  }

  private List<Expression> withinGroup(
      String name, List<Expression> arguments, CallContext context) {
    List<SortKey> keys = lowering.queries().sortKeys(context.sortKey());
    var result = new ArrayList<Expression>();
    switch (name) {
      case "percentile_cont", "percentile_disc", "mode" -> {
        if (keys.size() != 1) {
          throw SyntaxErrors.at(source.span(context.sortKey(1)), name + " takes one sort key.");
        }
        result.add(keys.getFirst().expression());
        result.addAll(arguments);
        if (!keys.getFirst().ascending()) {
          result.add(flag(true, context));
        }
      }
      case "listagg", "string_agg" -> {
        result.addAll(arguments);
        if (arguments.size() == 1) {
          result.add(new Literal(null, DataType.NULL, source.origin(context)));
        }
        for (SortKey key : keys) {
          result.add(key.expression());
          result.add(flag(key.ascending(), context));
          result.add(flag(key.nullsFirstOrDefault(), context));
        }
      }
      default ->
          throw SampoException.unsupported(
              "WITHIN GROUP for " + name,
              "It is known for percentile_cont, percentile_disc, mode, listagg and string_agg.",
              source.span(context.WITHIN().getSymbol()));
    }
    return result;
  }

  private Literal flag(boolean value, CallContext context) {
    return new Literal(value, DataType.BOOLEAN, source.origin(context));
  }

  // ---- functions with a syntax of their own

  Expression special(ParserRuleContext context) {
    return switch (context.getRuleIndex()) {
      case SqlGrammar.RULE_extract -> extract((ExtractContext) context);
      case SqlGrammar.RULE_trim -> trim((TrimContext) context);
      case SqlGrammar.RULE_substring -> {
        var substring = (SubstringContext) context;
        yield plain("substring", expressions.all(substring.expression()), context);
      }
      case SqlGrammar.RULE_position -> position((PositionContext) context);
      case SqlGrammar.RULE_overlay -> {
        var overlay = (OverlayContext) context;
        yield plain("overlay", expressions.all(overlay.expression()), context);
      }
      default ->
          throw SampoException.internal(
              "no lowering for " + SqlGrammar.ruleNames[context.getRuleIndex()], null);
    };
  }

  private Call plain(String name, List<Expression> arguments, ParserRuleContext context) {
    return Call.of(name, arguments, source.origin(context));
  }

  private Expression extract(ExtractContext context) {
    boolean quoted = context.STRING() != null;
    String unit =
        quoted
            ? StringLiterals.value(context.STRING().getText())
            : Names.text(context.identifier());
    var literal = new Literal(unit, DataType.STRING, source.origin(context));
    return plain("date_part", List.of(literal, expressions.value(context.value())), context);
  }

  /**
   * {@code TRIM(BOTH a FROM b)} is btrim(b, a); with LEADING and TRAILING ltrim(a, b) and rtrim(a,
   * b), whose order is the other.
   */
  private Expression trim(TrimContext context) {
    List<Expression> arguments = expressions.all(context.expression());
    if (context.FROM() == null) {
      return plain("trim", arguments, context);
    }
    if (context.LEADING() != null) {
      return plain("ltrim", arguments, context);
    }
    if (context.TRAILING() != null) {
      return plain("rtrim", arguments, context);
    }
    return arguments.size() == 1
        ? plain("trim", arguments, context)
        : plain("btrim", arguments.reversed(), context);
  }

  private Expression position(PositionContext context) {
    var arguments = new ArrayList<Expression>();
    for (var value : context.value()) {
      arguments.add(expressions.value(value));
    }
    return plain("position", arguments, context);
  }
}
