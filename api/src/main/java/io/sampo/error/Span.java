package io.sampo.error;

/**
 * A stretch of the user's SQL text.
 *
 * @param text the whole SQL text
 * @param start offset of the first character
 * @param end offset behind the last character
 */
public record Span(String text, int start, int end) {
  public Span {
    if (start < 0 || end < start || end > text.length()) {
      throw new IllegalArgumentException(
          "span " + start + ".." + end + " outside of text of " + text.length());
    }
  }

  /** The characters covered. */
  public String covered() {
    return text.substring(start, end);
  }

  /** The line of the start, counted from 1. */
  public int line() {
    int line = 1;
    for (int i = 0; i < start; i++) {
      if (text.charAt(i) == '\n') {
        line++;
      }
    }
    return line;
  }

  /** The column of the start in its line, counted from 1. */
  public int column() {
    return start - (text.lastIndexOf('\n', start - 1) + 1) + 1;
  }
}
