package io.sampo.runtime.source.csv;

import io.sampo.error.SampoException;
import io.sampo.runtime.source.text.ParseMode;
import io.sampo.runtime.source.text.TextForms;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * The options of a CSV reader, checked.
 *
 * @param dialect the structure of the file; where {@code sniffsDelimiter}, {@code sniffsEscape} or
 *     {@code sniffsNewline} hold, only the default
 * @param header whether the first record names the columns
 * @param inferred whether the column types come from a sample; then a value that does not fit is an
 *     error in every mode but DROPMALFORMED
 * @param nullValue the text of null, besides an empty field
 * @param emptyValue what an empty quoted field is
 * @param corruptColumn the name of the column that takes the text of malformed records
 * @param sampleRows how many records of the beginning are looked at to infer types, or -1 for the
 *     whole file
 */
record CsvOptions(
    CsvDialect dialect,
    boolean sniffsDelimiter,
    boolean sniffsEscape,
    boolean sniffsNewline,
    Header header,
    boolean inferred,
    String nullValue,
    String emptyValue,
    ParseMode mode,
    String corruptColumn,
    Charset charset,
    int maxColumns,
    int sampleRows,
    TextForms forms) {

  enum Header {
    PRESENT,
    ABSENT,
    /** Decided by looking at the file. */
    AUTO
  }

  private static final int DEFAULT_SAMPLE_ROWS = 4096;
  private static final int DEFAULT_MAX_COLUMNS = 20_480;

  static CsvOptions of(Map<String, String> options) {
    boolean inferred = flag(options, "inferschema", false);
    Header header = header(options.getOrDefault("header", "false"));
    boolean sniffs = inferred || header == Header.AUTO;
    String separator = options.getOrDefault("sep", options.get("delimiter"));
    String newline = options.get("linesep");
    int quote = character("quote", options.getOrDefault("quote", "\""));
    var dialect =
        new CsvDialect(
            separator == null ? ',' : separator(separator),
            quote,
            character("escape", options.getOrDefault("escape", "\\")),
            character("comment", options.getOrDefault("comment", "")),
            newline == null ? '\n' : newline(newline),
            flag(options, "ignoreleadingwhitespace", false),
            flag(options, "ignoretrailingwhitespace", false));
    check(dialect);
    return new CsvOptions(
        dialect,
        sniffs && separator == null,
        sniffs && !options.containsKey("escape"),
        newline == null,
        header,
        inferred,
        options.getOrDefault("nullvalue", ""),
        options.getOrDefault("emptyvalue", ""),
        ParseMode.of(options.getOrDefault("mode", "PERMISSIVE")),
        options.getOrDefault("columnnameofcorruptrecord", "_corrupt_record"),
        charset(options.getOrDefault("encoding", options.getOrDefault("charset", "UTF-8"))),
        number(options, "maxcolumns", DEFAULT_MAX_COLUMNS),
        sampleRows(options),
        TextForms.of(options));
  }

  CsvOptions withDialect(CsvDialect found) {
    return new CsvOptions(
        found,
        sniffsDelimiter,
        sniffsEscape,
        sniffsNewline,
        header,
        inferred,
        nullValue,
        emptyValue,
        mode,
        corruptColumn,
        charset,
        maxColumns,
        sampleRows,
        forms);
  }

  private static void check(CsvDialect dialect) {
    boolean clash =
        dialect.delimiter() == dialect.quote()
            || dialect.delimiter() == dialect.newline()
            || dialect.quote() == dialect.newline()
            || dialect.comment() != CsvDialect.NONE && dialect.comment() == dialect.delimiter();
    if (clash) {
      throw TextForms.invalid(
          "sep",
          Character.toString(dialect.delimiter()),
          "separator, quote, comment and line separator must differ");
    }
  }

  private static int sampleRows(Map<String, String> options) {
    if (options.containsKey("samplesize")) {
      return number(options, "samplesize", DEFAULT_SAMPLE_ROWS);
    }
    String ratio = options.get("samplingratio");
    if (ratio == null) {
      return DEFAULT_SAMPLE_ROWS;
    }
    try {
      return Double.parseDouble(ratio) >= 1 ? -1 : DEFAULT_SAMPLE_ROWS;
    } catch (NumberFormatException e) {
      throw TextForms.invalid("samplingRatio", ratio, "it is no number");
    }
  }

  private static Header header(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> Header.PRESENT;
      case "false" -> Header.ABSENT;
      case "auto" -> Header.AUTO;
      default -> throw TextForms.invalid("header", text, "it must be true, false or auto");
    };
  }

  static boolean flag(Map<String, String> options, String key, boolean absent) {
    String text = options.get(key);
    if (text == null) {
      return absent;
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw TextForms.invalid(key, text, "it must be true or false");
    };
  }

  private static int number(Map<String, String> options, String key, int absent) {
    String text = options.get(key);
    try {
      return text == null ? absent : Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw TextForms.invalid(key, String.valueOf(text), "it is no integer");
    }
  }

  private static int separator(String text) {
    String plain = text.equals("\\t") ? "\t" : text;
    if (plain.length() != 1) {
      throw SampoException.unsupported(
          "The CSV separator '" + text + "'", "Use a separator of one ASCII character.", null);
    }
    return character("sep", plain);
  }

  static int character(String option, String text) {
    if (text.isEmpty() || text.equals("\u0000")) {
      return CsvDialect.NONE;
    }
    if (text.length() != 1 || text.charAt(0) > 126) {
      throw TextForms.invalid(option, text, "it must be one ASCII character");
    }
    return text.charAt(0);
  }

  private static int newline(String text) {
    return switch (text) {
      case "\n", "\r\n", "\\n", "\\r\\n" -> '\n';
      case "\r", "\\r" -> '\r';
      default -> {
        if (text.length() != 1) {
          throw SampoException.unsupported(
              "The line separator '" + text + "'",
              "Use a line separator of one ASCII character.",
              null);
        }
        yield character("lineSep", text);
      }
    };
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException e) {
      throw TextForms.invalid("encoding", name, "it is no known character set");
    }
  }

  /** Whether bytes can be taken as they are. */
  boolean isUtf8() {
    return charset.equals(StandardCharsets.UTF_8);
  }
}
