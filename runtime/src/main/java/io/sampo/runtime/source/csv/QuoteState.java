package io.sampo.runtime.source.csv;

/**
 * Where in the grammar a byte stands. The same grammar as {@link RecordScanner}'s, one byte at a
 * time, for questions about a place in the middle of a file.
 */
enum QuoteState {
  RECORD_START,
  FIELD_START,
  /** Inside an unquoted field, or behind garbage after a closing quote. */
  PLAIN,
  INSIDE,
  /** Inside quotes, behind an escape. */
  ESCAPED,
  /** Behind a quote that was inside quotes: closed, unless another quote follows. */
  CLOSED,
  COMMENT;

  /** Whether the next byte is part of a quoted text. */
  boolean isInside() {
    return this == INSIDE || this == ESCAPED;
  }

  /** The state behind a byte. */
  QuoteState next(int b, CsvDialect dialect) {
    return switch (this) {
      case RECORD_START -> b == dialect.comment() ? COMMENT : atFieldStart(b, dialect);
      case FIELD_START -> atFieldStart(b, dialect);
      case PLAIN -> plain(b, dialect);
      case INSIDE ->
          dialect.hasEscape() && b == dialect.escape()
              ? ESCAPED
              : b == dialect.quote() ? CLOSED : INSIDE;
      case ESCAPED -> INSIDE;
      case CLOSED -> b == dialect.quote() ? INSIDE : plain(b, dialect);
      case COMMENT -> b == dialect.newline() ? RECORD_START : COMMENT;
    };
  }

  private static QuoteState atFieldStart(int b, CsvDialect dialect) {
    if (b == dialect.quote()) {
      return INSIDE;
    }
    boolean skipped = dialect.trimLeading() && (b == ' ' || b == '\t') && b != dialect.delimiter();
    return skipped ? FIELD_START : plain(b, dialect);
  }

  private static QuoteState plain(int b, CsvDialect dialect) {
    return b == dialect.delimiter() ? FIELD_START : b == dialect.newline() ? RECORD_START : PLAIN;
  }
}
