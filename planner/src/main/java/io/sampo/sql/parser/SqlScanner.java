package io.sampo.sql.parser;

import io.sampo.error.SampoException;
import io.sampo.error.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.Token;

/**
 * Cuts SQL text into tokens. Words come out as IDENTIFIER whatever they are; {@link
 * KeywordResolver} finds the keywords. White space and comments ({@code --} to the end of the line,
 * nested {@code /* }) are dropped, except that {@code /*+} after SELECT opens a hint.
 *
 * <p>Throws a syntax error for a quote or comment that is not closed and for malformed numbers; a
 * character that no token starts with becomes UNKNOWN_CHARACTER.
 */
final class SqlScanner {
  private final String sql;
  private final List<SqlToken> tokens = new ArrayList<>();
  private int position;
  private boolean inHint;

  SqlScanner(String sql) {
    this.sql = sql;
  }

  /** All tokens and, as the last one, the end of input. */
  List<SqlToken> scan() {
    while (position < sql.length()) {
      char c = sql.charAt(position);
      if (Character.isWhitespace(c) || c == '\u00a0' || c == '\ufeff') {
        position++;
      } else if (c == '-' && peek(1) == '-') {
        skipLine();
      } else if (c == '/' && peek(1) == '*') {
        commentOrHint();
      } else if (isWordStart(c)) {
        word();
      } else if (isDigit(c) || (c == '.' && isDigit(peek(1)) && !followsName())) {
        number();
      } else if (c == '\'' || c == '"') {
        add(SqlGrammar.STRING, position, quoteEnd(position, position, c, true));
      } else if (c == '`') {
        quotedIdentifier();
      } else {
        symbol(c);
      }
    }
    tokens.add(new SqlToken(sql, Token.EOF, sql.length(), sql.length(), ""));
    return tokens;
  }

  private char peek(int ahead) {
    int at = position + ahead;
    return at < sql.length() ? sql.charAt(at) : '\0';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWordStart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || (c > 127 && Character.isLetter(c));
  }

  private static boolean isWordPart(char c) {
    return isWordStart(c) || isDigit(c) || (c > 127 && Character.isLetterOrDigit(c));
  }

  private void add(int type, int start, int end) {
    tokens.add(new SqlToken(sql, type, start, end, ""));
    position = end;
  }

  private void skipLine() {
    int end = sql.indexOf('\n', position);
    position = end < 0 ? sql.length() : end + 1;
  }

  private void commentOrHint() {
    boolean afterSelect = !tokens.isEmpty() && tokens.getLast().word().equals("SELECT");
    if (peek(2) == '+' && (afterSelect || followsHint())) {
      inHint = true;
      add(SqlGrammar.HINT_OPEN, position, position + 3);
      return;
    }
    int depth = 0;
    int at = position;
    do {
      if (sql.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (sql.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else {
        at++;
      }
    } while (depth > 0 && at < sql.length());
    if (depth > 0) {
      throw unclosed(position, position + 2, "This comment is not closed: add */ at its end.");
    }
    position = at;
  }

  private boolean followsHint() {
    return !tokens.isEmpty() && tokens.getLast().getType() == SqlGrammar.HINT_CLOSE;
  }

  private boolean followsName() {
    if (tokens.isEmpty() || tokens.getLast().end() != position) {
      return false;
    }
    return switch (tokens.getLast().getType()) {
      case SqlGrammar.IDENTIFIER,
          SqlGrammar.QUOTED_IDENTIFIER,
          SqlGrammar.RPAREN,
          SqlGrammar.RBRACKET ->
          true;
      default -> false;
    };
  }

  private void word() {
    int start = position;
    char first = sql.charAt(start);
    if (peek(1) == '\'' || peek(1) == '"') {
      if (first == 'r' || first == 'R') {
        add(SqlGrammar.STRING, start, quoteEnd(start, start + 1, peek(1), false));
        return;
      }
      if (first == 'x' || first == 'X') {
        add(SqlGrammar.BINARY, start, quoteEnd(start, start + 1, peek(1), false));
        return;
      }
    }
    addWord(start);
  }

  private void addWord(int start) {
    int end = start;
    while (end < sql.length() && isWordPart(sql.charAt(end))) {
      end++;
    }
    String text = sql.substring(start, end).toUpperCase(Locale.ROOT);
    tokens.add(new SqlToken(sql, SqlGrammar.IDENTIFIER, start, end, text));
    position = end;
  }

  /** The offset behind the string whose opening quote stands at {@code open}. */
  private int quoteEnd(int start, int open, char quote, boolean escapes) {
    int at = open + 1;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (escapes && c == '\\') {
        at += 2;
      } else if (c != quote) {
        at++;
      } else if (escapes && at + 1 < sql.length() && sql.charAt(at + 1) == quote) {
        at += 2;
      } else {
        return at + 1;
      }
    }
    throw unclosed(
        start,
        open + 1,
        "This string is not closed: add "
            + quote
            + " at its end; inside it a "
            + quote
            + " is written twice.");
  }

  private void quotedIdentifier() {
    int at = position + 1;
    while (at < sql.length()) {
      if (sql.charAt(at) != '`') {
        at++;
      } else if (at + 1 < sql.length() && sql.charAt(at + 1) == '`') {
        at += 2;
      } else {
        if (at == position + 1) {
          throw SyntaxErrors.at(
              new Span(sql, position, at + 1), "Put a name between the backquotes.");
        }
        add(SqlGrammar.QUOTED_IDENTIFIER, position, at + 1);
        return;
      }
    }
    throw unclosed(position, position + 1, "This quoted name is not closed: add ` at its end.");
  }

  private SampoException unclosed(int start, int end, String hint) {
    return SyntaxErrors.at(new Span(sql, start, end), hint);
  }

  /**
   * Digits with a point, exponent or type suffix; digits that run into letters are a name, as
   * {@code 2024_sales}.
   */
  private void number() {
    int start = position;
    int at = digits(start);
    boolean whole = true;
    if (at < sql.length() && sql.charAt(at) == '.') {
      whole = false;
      at = digits(at + 1);
    }
    int exponent = exponentEnd(at);
    if (exponent > at) {
      whole = false;
      at = exponent;
    }
    int suffix = suffixEnd(at, whole);
    if (suffix < sql.length() && isWordPart(sql.charAt(suffix))) {
      if (sql.substring(start, suffix).indexOf('.') < 0) {
        addWord(start);
        return;
      }
      while (suffix < sql.length() && isWordPart(sql.charAt(suffix))) {
        suffix++;
      }
      throw SyntaxErrors.at(
          new Span(sql, start, suffix),
          "This is not a number; a name that starts with a digit needs backquotes.");
    }
    add(whole && suffix == at ? SqlGrammar.INTEGER : SqlGrammar.NUMBER, start, suffix);
  }

  private int digits(int from) {
    int at = from;
    while (at < sql.length() && isDigit(sql.charAt(at))) {
      at++;
    }
    return at;
  }

  private int exponentEnd(int from) {
    if (from >= sql.length() || (sql.charAt(from) | 32) != 'e') {
      return from;
    }
    int at = from + 1;
    if (at < sql.length() && (sql.charAt(at) == '+' || sql.charAt(at) == '-')) {
      at++;
    }
    int end = digits(at);
    return end > at ? end : from;
  }

  private int suffixEnd(int from, boolean whole) {
    if (from >= sql.length()) {
      return from;
    }
    char c = (char) (sql.charAt(from) | 32);
    if (c == 'd' || c == 'f' || (whole && (c == 'l' || c == 's' || c == 'y'))) {
      return from + 1;
    }
    if (c == 'b' && from + 1 < sql.length() && (sql.charAt(from + 1) | 32) == 'd') {
      return from + 2;
    }
    return from;
  }

  private void symbol(char c) {
    switch (c) {
      case '(' -> one(SqlGrammar.LPAREN);
      case ')' -> one(SqlGrammar.RPAREN);
      case '[' -> one(SqlGrammar.LBRACKET);
      case ']' -> one(SqlGrammar.RBRACKET);
      case ',' -> one(SqlGrammar.COMMA);
      case ';' -> one(SqlGrammar.SEMICOLON);
      case '+' -> one(SqlGrammar.PLUS);
      case '/' -> one(SqlGrammar.SLASH);
      case '%' -> one(SqlGrammar.PERCENT);
      case '~' -> one(SqlGrammar.TILDE);
      case '&' -> one(SqlGrammar.AMPERSAND);
      case '^' -> one(SqlGrammar.CARET);
      case '.' -> oneOr('*', SqlGrammar.DOT_STAR, SqlGrammar.DOT);
      case ':' -> oneOr(':', SqlGrammar.DOUBLE_COLON, SqlGrammar.COLON);
      case '|' -> oneOr('|', SqlGrammar.CONCAT, SqlGrammar.BAR);
      case '!' -> oneOr('=', SqlGrammar.NOT_EQUAL, SqlGrammar.NOT);
      case '-' -> oneOr('>', SqlGrammar.ARROW, SqlGrammar.MINUS);
      case '*' -> star();
      case '=' -> equal();
      case '<' -> less();
      case '>' -> greater();
      default -> one(SqlGrammar.UNKNOWN_CHARACTER);
    }
  }

  private void one(int type) {
    add(type, position, position + 1);
  }

  private void oneOr(char second, int two, int single) {
    if (peek(1) == second) {
      add(two, position, position + 2);
    } else {
      one(single);
    }
  }

  private void star() {
    if (inHint && peek(1) == '/') {
      inHint = false;
      add(SqlGrammar.HINT_CLOSE, position, position + 2);
    } else {
      one(SqlGrammar.STAR);
    }
  }

  private void equal() {
    if (peek(1) == '>') {
      add(SqlGrammar.FAT_ARROW, position, position + 2);
    } else {
      add(SqlGrammar.EQUAL, position, position + (peek(1) == '=' ? 2 : 1));
    }
  }

  private void less() {
    if (peek(1) == '=' && peek(2) == '>') {
      add(SqlGrammar.NULL_SAFE_EQUAL, position, position + 3);
    } else if (peek(1) == '>') {
      add(SqlGrammar.NOT_EQUAL, position, position + 2);
    } else if (peek(1) == '<') {
      add(SqlGrammar.SHIFT_LEFT, position, position + 2);
    } else {
      oneOr('=', SqlGrammar.LESS_EQUAL, SqlGrammar.LESS);
    }
  }

  private void greater() {
    if (peek(1) == '>') {
      boolean unsigned = peek(2) == '>';
      add(
          unsigned ? SqlGrammar.SHIFT_RIGHT_UNSIGNED : SqlGrammar.SHIFT_RIGHT,
          position,
          position + (unsigned ? 3 : 2));
    } else {
      oneOr('=', SqlGrammar.GREATER_EQUAL, SqlGrammar.GREATER);
    }
  }
}
