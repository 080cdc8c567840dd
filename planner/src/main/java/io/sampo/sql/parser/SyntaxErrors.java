package io.sampo.sql.parser;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.error.Span;
import java.util.Map;

/** Errors about text that is not well-formed SQL. */
public final class SyntaxErrors {
  private static final int LONGEST_SHOWN = 40;

  private SyntaxErrors() {}

  /** The text covered by the span cannot stand there. */
  public static SampoException at(Span span, String hint) {
    String covered = span.covered();
    if (covered.length() > LONGEST_SHOWN) {
      covered = covered.substring(0, LONGEST_SHOWN) + "...";
    }
    return named(covered.isEmpty() ? "end of input" : "'" + covered + "'", span, hint);
  }

  /** The text stops too early. */
  static SampoException atEnd(Span span, String hint) {
    return named("end of input", span, hint);
  }

  private static SampoException named(String token, Span span, String hint) {
    return new SampoException(
        ErrorCode.PARSE_SYNTAX_ERROR, Map.of("token", token, "hint", hint), span);
  }
}
