package io.sampo.sql.parser;

import static io.sampo.sql.parser.SqlGrammar.*;

import java.util.List;
import org.antlr.v4.runtime.Token;

/**
 * Looks at tokens by their index and answers what one of them can begin or end. Indexes outside of
 * the text are allowed: they read as the end of the input.
 */
abstract sealed class TokenNeighbours permits KeywordResolver, KeywordRules, TypeWords {
  private final List<SqlToken> tokens;

  TokenNeighbours(List<SqlToken> tokens) {
    this.tokens = tokens;
  }

  final List<SqlToken> tokens() {
    return tokens;
  }

  /** The type of a token, EOF outside of the text. */
  final int type(int i) {
    return i >= 0 && i < tokens.size() ? tokens.get(i).getType() : Token.EOF;
  }

  final String word(int i) {
    return i >= 0 && i < tokens.size() ? tokens.get(i).word() : "";
  }

  /** Whether the token is a word or quoted name that is not reserved. */
  final boolean isName(int i) {
    return type(i) == QUOTED_IDENTIFIER || (!word(i).isEmpty() && !Keywords.isReserved(word(i)));
  }

  static boolean isOneOf(String word, String... words) {
    for (String candidate : words) {
      if (candidate.equals(word)) {
        return true;
      }
    }
    return false;
  }

  final boolean startsQuery(int i) {
    return switch (word(i)) {
      case "SELECT", "WITH", "FROM" -> true;
      case "VALUES" -> startsRow(i + 1);
      case "TABLE" -> isName(i + 1);
      default -> false;
    };
  }

  final boolean startsRow(int i) {
    return switch (type(i)) {
      case LPAREN, STRING, BINARY, INTEGER, NUMBER, MINUS -> true;
      default ->
          switch (word(i)) {
            case "NULL", "TRUE", "FALSE", "CAST", "DATE", "TIMESTAMP", "INTERVAL" -> true;
            default -> false;
          };
    };
  }

  /** Whether the token before can end a clause. */
  final boolean clauseMayStart(int i) {
    return switch (type(i - 1)) {
      case ASC, DESC, FIRST, LAST, ALL, UNKNOWN -> true;
      default -> operandEnds(i - 1);
    };
  }

  final boolean operandEnds(int i) {
    return switch (type(i)) {
      case IDENTIFIER,
          QUOTED_IDENTIFIER,
          STRING,
          BINARY,
          INTEGER,
          NUMBER,
          RPAREN,
          RBRACKET,
          DOT_STAR,
          TRUE,
          FALSE,
          NULL,
          END,
          INTERVAL_VALUE,
          INTERVAL_UNIT ->
          true;
      default -> false;
    };
  }

  final boolean startsOperand(int i) {
    return switch (type(i)) {
      case QUOTED_IDENTIFIER,
          STRING,
          BINARY,
          INTEGER,
          NUMBER,
          LPAREN,
          QUERY_OPEN,
          MINUS,
          PLUS,
          TILDE,
          NOT ->
          true;
      case IDENTIFIER -> isName(i) || isOneOf(word(i), "NULL", "TRUE", "FALSE", "NOT", "CASE");
      default -> false;
    };
  }
}
