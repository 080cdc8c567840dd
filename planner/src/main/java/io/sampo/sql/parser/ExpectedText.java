package io.sampo.sql.parser;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Says a set of expected tokens in words. */
final class ExpectedText {
  private static final int MOST = 7;

  /** Clauses and joints in the order in which they are named. */
  private static final int[] NAMED = {
    SqlGrammar.COMMA,
    SqlGrammar.RPAREN,
    SqlGrammar.RBRACKET,
    SqlGrammar.AS,
    SqlGrammar.FROM,
    SqlGrammar.JOIN,
    SqlGrammar.ON,
    SqlGrammar.USING,
    SqlGrammar.WHEN,
    SqlGrammar.THEN,
    SqlGrammar.ELSE,
    SqlGrammar.END,
    SqlGrammar.WHERE,
    SqlGrammar.GROUP,
    SqlGrammar.HAVING,
    SqlGrammar.ORDER,
    SqlGrammar.LIMIT,
    SqlGrammar.UNION,
    SqlGrammar.BY,
    SqlGrammar.VIEW,
    SqlGrammar.TO,
    SqlGrammar.TABLES,
    SqlGrammar.VIEWS,
    SqlGrammar.FUNCTIONS,
    SqlGrammar.OVERWRITE,
    SqlGrammar.DIRECTORY,
    SqlGrammar.QUERY_OPEN,
    SqlGrammar.LPAREN,
    SqlGrammar.STRING,
    SqlGrammar.INTEGER,
    SqlGrammar.EQUAL,
    SqlGrammar.LESS,
    SqlGrammar.GREATER,
    SqlGrammar.NULL,
    SqlGrammar.DISTINCT,
    SqlGrammar.AND,
    SqlGrammar.PRECEDING,
    SqlGrammar.FOLLOWING,
    SqlGrammar.PERCENT_OF,
    SqlGrammar.ROWS,
    SqlGrammar.ARROW,
    SqlGrammar.SETS,
    SqlGrammar.FIRST,
    SqlGrammar.LAST,
    SqlGrammar.HINT_CLOSE
  };

  private ExpectedText() {}

  /** Whether an expression may start. */
  static boolean isOperand(IntervalSet expected) {
    return expected.contains(SqlGrammar.CASE) && expected.contains(SqlGrammar.NUMBER);
  }

  /** Such as {@code an expression, FROM or WHERE}; empty when nothing of the set has a name. */
  static String describe(IntervalSet expected) {
    var parts = new ArrayList<String>();
    boolean operand = isOperand(expected);
    if (expected.contains(SqlGrammar.CREATE)) {
      return "a statement such as SELECT, WITH, EXPLAIN or CREATE VIEW";
    }
    if (operand) {
      parts.add("an expression");
    } else if (expected.contains(SqlGrammar.ARRAY)) {
      parts.add("a type");
    } else if (expected.contains(SqlGrammar.SELECT) && expected.contains(SqlGrammar.VALUES)) {
      parts.add("a query");
    } else if (expected.contains(SqlGrammar.IDENTIFIER)) {
      parts.add(expected.contains(SqlGrammar.STRING) ? "a table" : "a name");
    }
    boolean operator = expected.contains(SqlGrammar.SLASH);
    if (operator) {
      parts.add("an operator");
    }
    boolean query = !operand && expected.contains(SqlGrammar.SELECT);
    for (int type : NAMED) {
      boolean said =
          (operand && startsOperand(type))
              || (operator && isOperator(type))
              || (query && startsQuery(type));
      if (expected.contains(type) && parts.size() < MOST && !said) {
        parts.add(name(type));
      }
    }
    if (expected.contains(Token.EOF) && parts.size() < MOST) {
      parts.add("the end");
    }
    return join(parts);
  }

  private static boolean startsOperand(int type) {
    return switch (type) {
      case SqlGrammar.LPAREN,
          SqlGrammar.QUERY_OPEN,
          SqlGrammar.STRING,
          SqlGrammar.INTEGER,
          SqlGrammar.NULL,
          SqlGrammar.DISTINCT ->
          true;
      default -> false;
    };
  }

  private static boolean isOperator(int type) {
    return type == SqlGrammar.EQUAL || type == SqlGrammar.LESS || type == SqlGrammar.GREATER;
  }

  private static boolean startsQuery(int type) {
    return type == SqlGrammar.FROM || type == SqlGrammar.BY || type == SqlGrammar.QUERY_OPEN;
  }

  private static String name(int type) {
    return switch (type) {
      case SqlGrammar.COMMA -> "','";
      case SqlGrammar.RPAREN -> "')'";
      case SqlGrammar.LPAREN -> "'('";
      case SqlGrammar.QUERY_OPEN -> "a query in parentheses";
      case SqlGrammar.RBRACKET -> "']'";
      case SqlGrammar.EQUAL -> "'='";
      case SqlGrammar.LESS -> "'<'";
      case SqlGrammar.GREATER -> "'>'";
      case SqlGrammar.ARROW -> "'->'";
      case SqlGrammar.HINT_CLOSE -> "'*/'";
      case SqlGrammar.STRING -> "a string";
      case SqlGrammar.INTEGER -> "a whole number";
      case SqlGrammar.GROUP -> "GROUP BY";
      case SqlGrammar.ORDER -> "ORDER BY";
      default -> Keywords.text(type);
    };
  }

  private static String join(List<String> parts) {
    if (parts.size() < 2) {
      return String.join("", parts);
    }
    return String.join(", ", parts.subList(0, parts.size() - 1)) + " or " + parts.getLast();
  }
}
