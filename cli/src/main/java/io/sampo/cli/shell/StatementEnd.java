package io.sampo.cli.shell;

/** Finds out whether a text ends with a complete statement. */
final class StatementEnd {
  private final String text;
  private int at;

  private StatementEnd(String text) {
    this.text = text;
  }

  /** Whether the last thing in the text, comments aside, is a semicolon outside of quotes. */
  static boolean isComplete(String text) {
    return new StatementEnd(text).endsWithSemicolon();
  }

  private boolean endsWithSemicolon() {
    boolean semicolon = false;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (text.startsWith("--", at)) {
        skipPast("\n", at);
      } else if (text.startsWith("/*", at)) {
        if (!skipPast("*/", at + 2)) {
          return false;
        }
      } else if (c == '\'' || c == '"' || c == '`') {
        semicolon = false;
        if (!skipQuoted(c)) {
          return false;
        }
      } else {
        at++;
        if (!Character.isWhitespace(c)) {
          semicolon = c == ';';
        }
      }
    }
    return semicolon;
  }

  /** Moves behind the mark, or to the end when there is none. */
  private boolean skipPast(String mark, int from) {
    int found = text.indexOf(mark, from);
    at = found < 0 ? text.length() : found + mark.length();
    return found >= 0;
  }

  /** Two quotes in a row end one text and begin the next, which makes no difference here. */
  private boolean skipQuoted(char quote) {
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quote != '`') {
        i++;
      } else if (c == quote) {
        at = i + 1;
        return true;
      }
    }
    at = text.length();
    return false;
  }
}
