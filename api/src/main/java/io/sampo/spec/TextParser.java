package io.sampo.spec;

import io.sampo.types.DataType;

/**
 * Reads pieces of SQL that stand in API calls, such as {@code expr("a + 1")} and {@code
 * cast("decimal(10,2)")}. Throws {@link io.sampo.error.SampoException} with the place for text that
 * is not well formed. Safe for use by many threads.
 */
public interface TextParser {
  /** Parses a single expression such as {@code price * 2 AS doubled}. */
  Expression parseExpression(String text);

  /** Parses a type such as {@code array<int>}. */
  DataType parseType(String text);
}
