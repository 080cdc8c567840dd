package io.sampo.runtime.source.csv;

/**
 * Which bytes structure a file. -1 stands for none. All are ASCII.
 *
 * @param delimiter separates fields
 * @param quote encloses fields that hold delimiters, newlines or quotes
 * @param escape makes a quote inside quotes literal, besides a doubled quote
 * @param comment starts a line to skip
 * @param newline ends records; a carriage return before a line feed belongs to it
 * @param trimLeading whether blanks before a field are dropped
 * @param trimTrailing whether blanks behind a field are dropped
 */
record CsvDialect(
    int delimiter,
    int quote,
    int escape,
    int comment,
    int newline,
    boolean trimLeading,
    boolean trimTrailing) {
  static final int NONE = -1;

  static final CsvDialect DEFAULT = new CsvDialect(',', '"', '\\', NONE, '\n', false, false);

  CsvDialect withDelimiter(int byteValue) {
    return new CsvDialect(byteValue, quote, escape, comment, newline, trimLeading, trimTrailing);
  }

  CsvDialect withEscape(int byteValue) {
    return new CsvDialect(delimiter, quote, byteValue, comment, newline, trimLeading, trimTrailing);
  }

  CsvDialect withNewline(int byteValue) {
    return new CsvDialect(delimiter, quote, escape, comment, byteValue, trimLeading, trimTrailing);
  }

  /** Whether an escape exists that is not the quote itself, which doubling covers. */
  boolean hasEscape() {
    return quote != NONE && escape != NONE && escape != quote;
  }
}
