package io.sampo.sql.parser;

import io.sampo.error.SampoException;
import io.sampo.error.Span;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * Explains why a text does not parse: which token is to blame and what the author may have meant.
 */
final class SyntaxDiagnosis {
  private final String sql;
  private final List<SqlToken> tokens;
  private final int index;
  private final SqlToken offending;
  private final ExpectedTokens expected;

  /**
   * @param index of the token at which the parser stopped
   */
  SyntaxDiagnosis(String sql, List<SqlToken> tokens, int rule, int index) {
    this.sql = sql;
    this.tokens = tokens;
    this.index = index;
    this.offending = tokens.get(index);
    this.expected = ExpectedTokens.collect(sql, tokens, rule, index);
  }

  SampoException explain() {
    SampoException unsupported = UnsupportedSyntax.find(tokens, index);
    if (unsupported != null) {
      return unsupported;
    }
    if (isInCast()
        && expected.atFailure().contains(SqlGrammar.AS)
        && offending.getType() == SqlGrammar.IDENTIFIER) {
      return atOffending("Write AS before the type.");
    }
    SampoException misspelled = misspelled();
    if (misspelled != null) {
      return misspelled;
    }
    SampoException unbalanced = unbalanced();
    if (unbalanced != null) {
      return unbalanced;
    }
    String hint = knownMistake();
    if (hint == null) {
      String wanted = ExpectedText.describe(expected.atFailure());
      hint =
          wanted.isEmpty()
              ? "Remove it, or check what stands before it."
              : "Expected " + wanted + ".";
    }
    return atOffending(hint);
  }

  private SampoException atOffending(String hint) {
    if (offending.getType() != Token.EOF) {
      return SyntaxErrors.at(offending.span(), hint);
    }
    int end = index == 0 ? 0 : tokens.get(index - 1).end();
    return SyntaxErrors.atEnd(new Span(sql, end, end), hint);
  }

  private int type(int i) {
    return i >= 0 && i < tokens.size() ? tokens.get(i).getType() : Token.EOF;
  }

  private String word(int i) {
    return i >= 0 && i < tokens.size() ? tokens.get(i).word() : "";
  }

  /**
   * A keyword with a typing mistake is either refused itself or was taken for a name and the next
   * token is refused.
   */
  private @Nullable SampoException misspelled() {
    if (type(index - 1) == SqlGrammar.IDENTIFIER) {
      String keyword = Spelling.nearestKeyword(word(index - 1), expected.before());
      if (keyword != null) {
        return SyntaxErrors.at(tokens.get(index - 1).span(), "Did you mean " + keyword + "?");
      }
    }
    if (type(index) == SqlGrammar.IDENTIFIER) {
      String keyword = Spelling.nearestKeyword(word(index), expected.atFailure());
      if (keyword != null) {
        return SyntaxErrors.at(offending.span(), "Did you mean " + keyword + "?");
      }
    }
    return null;
  }

  private @Nullable SampoException unbalanced() {
    if (offending.getType() == SqlGrammar.RPAREN && offending.partner() == null) {
      return SyntaxErrors.at(
          offending.span(), "No parenthesis is open here: remove it, or add '(' before.");
    }
    SqlToken open = unclosedParenthesis();
    boolean atEnd = offending.getType() == Token.EOF || offending.getType() == SqlGrammar.SEMICOLON;
    if (open != null && atEnd) {
      return SyntaxErrors.at(open.span(), "This parenthesis is never closed: add ')'.");
    }
    boolean clause = Keywords.isKeyword(offending.getType());
    if (open != null && clause && expected.atFailure().contains(SqlGrammar.RPAREN)) {
      return SyntaxErrors.at(
          offending.span(),
          "The parenthesis opened at "
              + place(open)
              + " is not closed: add ')' before "
              + offending.getText()
              + ".");
    }
    SqlToken openCase = unclosedCase();
    if (openCase != null && expected.atFailure().contains(SqlGrammar.END)) {
      return atOffending("The CASE at " + place(openCase) + " has no END.");
    }
    return null;
  }

  /** Whether the innermost parenthesis around the offending token is that of a CAST. */
  private boolean isInCast() {
    int closed = 0;
    for (int i = index - 1; i > 0; i--) {
      switch (type(i)) {
        case SqlGrammar.RPAREN -> closed++;
        case SqlGrammar.LPAREN, SqlGrammar.QUERY_OPEN, SqlGrammar.LAMBDA_OPEN -> {
          if (closed == 0) {
            return type(i - 1) == SqlGrammar.CAST || type(i - 1) == SqlGrammar.TRY_CAST;
          }
          closed--;
        }
        default -> {}
      }
    }
    return false;
  }

  private static String place(SqlToken token) {
    Span span = token.span();
    return "line " + span.line() + ", column " + span.column();
  }

  private @Nullable SqlToken unclosedParenthesis() {
    for (int i = index - 1; i >= 0 && type(i) != SqlGrammar.SEMICOLON; i--) {
      boolean opens = type(i) == SqlGrammar.LPAREN || type(i) == SqlGrammar.QUERY_OPEN;
      if (opens && tokens.get(i).partner() == null) {
        return tokens.get(i);
      }
    }
    return null;
  }

  private @Nullable SqlToken unclosedCase() {
    int ends = 0;
    for (int i = index - 1; i >= 0; i--) {
      if (type(i) == SqlGrammar.END) {
        ends++;
      } else if (type(i) == SqlGrammar.CASE) {
        if (ends == 0) {
          return tokens.get(i);
        }
        ends--;
      }
    }
    return null;
  }

  private @Nullable String knownMistake() {
    String hint = mistakeBefore();
    if (hint == null) {
      hint = mistakeAt();
    }
    return hint == null ? missingComma() : hint;
  }

  /** Mistakes that the token before the offending one shows. */
  private @Nullable String mistakeBefore() {
    if (type(index - 1) == SqlGrammar.COMMA
        && expected.atFailure().contains(SqlGrammar.IDENTIFIER)) {
      boolean listEnds =
          Keywords.isKeyword(offending.getType())
              || offending.getType() == Token.EOF
              || offending.getType() == SqlGrammar.RPAREN
              || offending.getType() == SqlGrammar.SEMICOLON;
      if (listEnds) {
        return "Remove the comma before it, or add what should follow the comma.";
      }
    }
    if (type(index - 1) == SqlGrammar.IDENTIFIER) {
      switch (word(index - 1)) {
        case "GROUP", "ORDER", "PARTITION", "SORT", "CLUSTER", "DISTRIBUTE" -> {
          return "BY is missing after " + word(index - 1) + ".";
        }
        case "LEFT", "RIGHT", "FULL", "INNER", "CROSS", "NATURAL", "OUTER", "SEMI", "ANTI" -> {
          return "JOIN is missing after " + word(index - 1) + ".";
        }
        case "USING" -> {
          return "USING takes names in parentheses.";
        }
        default -> {}
      }
    }
    return null;
  }

  private @Nullable String mistakeAt() {
    if (type(index - 1) == SqlGrammar.NOT && offending.getType() == SqlGrammar.NULL) {
      return "Write IS NOT NULL.";
    }
    if (offending.getType() == SqlGrammar.LESS && isNestedType(word(index - 1))) {
      return "This bracket is never closed: add '>'.";
    }
    if (offending.getType() == SqlGrammar.UNKNOWN_CHARACTER) {
      return unknownCharacter(offending.getText().charAt(0));
    }
    if (offending.getType() == SqlGrammar.AMPERSAND && type(index - 1) == SqlGrammar.AMPERSAND) {
      return "Write AND.";
    }
    boolean wantsName =
        expected.atFailure().contains(SqlGrammar.QUOTED_IDENTIFIER)
            && !ExpectedText.isOperand(expected.atFailure());
    if (wantsName && Keywords.isReserved(offending.word()) && type(index - 1) == SqlGrammar.AS) {
      return offending.getText() + " is a reserved word: put it in backquotes to use it as a name.";
    }
    return null;
  }

  private static boolean isNestedType(String word) {
    return word.equals("ARRAY") || word.equals("MAP") || word.equals("STRUCT");
  }

  private static String unknownCharacter(char character) {
    return switch (character) {
      case '\u2018', '\u2019', '\u201c', '\u201d', '\u00b4' ->
          "This is a typographic quote: use ' for strings and ` for names.";
      case '\u2013', '\u2014', '\u2212' -> "This is a typographic dash: use -.";
      case '{', '}' -> "Braces have no meaning in SQL.";
      case '#' -> "Comments start with --.";
      case '\\' -> "A backslash has a meaning only inside of strings.";
      default -> "This character has no meaning in SQL; put a name that holds it in backquotes.";
    };
  }

  private @Nullable String missingComma() {
    boolean operandStarts =
        switch (offending.getType()) {
          case SqlGrammar.IDENTIFIER,
              SqlGrammar.QUOTED_IDENTIFIER,
              SqlGrammar.STRING,
              SqlGrammar.INTEGER,
              SqlGrammar.NUMBER ->
              true;
          default -> false;
        };
    if (operandStarts && expected.atFailure().contains(SqlGrammar.COMMA)) {
      String missing =
          expected.atFailure().contains(SqlGrammar.SLASH) ? "A comma or an operator" : "A comma";
      return missing
          + " may be missing before it; expected "
          + ExpectedText.describe(expected.atFailure())
          + ".";
    }
    return null;
  }
}
