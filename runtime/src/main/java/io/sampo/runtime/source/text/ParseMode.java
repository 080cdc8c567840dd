package io.sampo.runtime.source.text;

import java.util.Locale;

/** What happens to a record that does not fit the schema. */
public enum ParseMode {
  /**
   * What cannot be read becomes null, and the record's text goes to the corrupt-record column if
   * the schema has one.
   */
  PERMISSIVE,
  /** The record is left out. */
  DROPMALFORMED,
  /** The query ends with MALFORMED_RECORD. */
  FAILFAST;

  public static ParseMode of(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "PERMISSIVE" -> PERMISSIVE;
      case "DROPMALFORMED" -> DROPMALFORMED;
      case "FAILFAST" -> FAILFAST;
      default ->
          throw TextForms.invalid("mode", text, "it must be PERMISSIVE, DROPMALFORMED or FAILFAST");
    };
  }
}
