package io.sampo.error;

/** Draws the line of SQL an error points at, with a caret under the place. */
final class SourceExcerpt {
  private SourceExcerpt() {}

  static String render(Span span) {
    String text = span.text();
    int lineStart = text.lastIndexOf('\n', span.start() - 1) + 1;
    int lineEnd = text.indexOf('\n', span.start());
    if (lineEnd < 0) {
      lineEnd = text.length();
    }
    String line = text.substring(lineStart, lineEnd).replace('\t', ' ').replace("\r", "");
    int column = span.start() - lineStart;
    int width = Math.max(1, Math.min(span.end(), lineEnd) - span.start());
    String number = Integer.toString(span.line());
    String margin = " ".repeat(number.length());
    return " --> line "
        + number
        + ", column "
        + (column + 1)
        + "\n"
        + margin
        + " |\n"
        + number
        + " | "
        + line
        + "\n"
        + margin
        + " | "
        + " ".repeat(column)
        + "^".repeat(width);
  }
}
