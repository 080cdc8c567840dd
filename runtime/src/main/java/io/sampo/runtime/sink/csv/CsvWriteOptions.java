package io.sampo.runtime.sink.csv;

import io.sampo.codegen.vector.Memory;
import io.sampo.error.SampoException;
import io.sampo.runtime.sink.text.TextOutput;
import io.sampo.runtime.source.text.TextForms;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * The options of a CSV writer, checked, and how texts are quoted by them.
 *
 * @param quote encloses texts, or -1 for none
 * @param escape stands before a quote inside of quotes and before itself, or is the quote
 */
record CsvWriteOptions(
    boolean header,
    int delimiter,
    int quote,
    int escape,
    boolean quoteAll,
    boolean trimLeading,
    boolean trimTrailing,
    byte[] newline,
    byte[] nullText,
    byte[] emptyText) {

  static CsvWriteOptions of(Map<String, String> options) {
    String separator = options.getOrDefault("sep", options.getOrDefault("delimiter", ","));
    int quote = character("quote", options.getOrDefault("quote", "\""));
    int escape = character("escape", options.getOrDefault("escape", "\\"));
    String encoding = options.getOrDefault("encoding", options.getOrDefault("charset", "UTF-8"));
    if (!encoding.equalsIgnoreCase("UTF-8")) {
      throw SampoException.unsupported("Writing CSV in " + encoding, "Write UTF-8.", null);
    }
    return new CsvWriteOptions(
        flag(options, "header"),
        character("sep", separator.equals("\\t") ? "\t" : separator),
        quote,
        escape < 0 ? quote : escape,
        flag(options, "quoteall"),
        flag(options, "ignoreleadingwhitespace"),
        flag(options, "ignoretrailingwhitespace"),
        options.getOrDefault("linesep", "\n").getBytes(StandardCharsets.UTF_8),
        options.getOrDefault("nullvalue", "").getBytes(StandardCharsets.UTF_8),
        options.getOrDefault("emptyvalue", "\"\"").getBytes(StandardCharsets.UTF_8));
  }

  private static boolean flag(Map<String, String> options, String key) {
    String text = options.getOrDefault(key, "false");
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw TextForms.invalid(key, text, "it must be true or false");
    };
  }

  private static int character(String option, String text) {
    if (text.isEmpty() || text.equals("\u0000")) {
      return -1;
    }
    if (text.length() != 1 || text.charAt(0) > 126) {
      throw TextForms.invalid(option, text, "it must be one ASCII character");
    }
    return text.charAt(0);
  }

  /** Writes a text that is on the heap. */
  void text(TextOutput out, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0) {
      out.put(emptyText);
      return;
    }
    try (var arena = Arena.ofConfined()) {
      MemorySegment copy = arena.allocate(bytes.length);
      Memory.copyFrom(bytes, 0, copy.address(), bytes.length);
      text(out, copy.address(), bytes.length);
    }
  }

  /** Writes a text, in quotes if it needs them. */
  void text(TextOutput out, long address, int length) {
    long from = address;
    long to = address + length;
    while (trimLeading && from < to && Memory.getByte(from) == ' ') {
      from++;
    }
    while (trimTrailing && to > from && Memory.getByte(to - 1) == ' ') {
      to--;
    }
    if (from == to) {
      out.put(emptyText);
    } else if (quote >= 0 && (quoteAll || needsQuotes(from, to))) {
      quoted(out, from, to);
    } else {
      out.put(from, (int) (to - from));
    }
  }

  /**
   * Whether a reader would take the text for something else: it holds a structural byte, or looks
   * like null or like nothing.
   */
  private boolean needsQuotes(long from, long to) {
    boolean blank = true;
    for (long at = from; at < to; at++) {
      byte b = Memory.getByte(at);
      if (b == delimiter || b == quote || b == '\n' || b == '\r') {
        return true;
      }
      blank &= b >= 0 && b <= ' ';
    }
    return blank;
  }

  private void quoted(TextOutput out, long from, long to) {
    out.put(quote);
    for (long at = from; at < to; at++) {
      byte b = Memory.getByte(at);
      if (b == quote || b == escape) {
        out.put(escape);
      }
      out.put(b);
    }
    out.put(quote);
  }
}
