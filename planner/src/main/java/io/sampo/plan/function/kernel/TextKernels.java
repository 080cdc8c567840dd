package io.sampo.plan.function.kernel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Functions over text. Positions and lengths count code points, from 1. */
public final class TextKernels {
  private TextKernels() {}

  public static boolean startswith(String text, String prefix) {
    return text.startsWith(prefix);
  }

  public static boolean endswith(String text, String suffix) {
    return text.endsWith(suffix);
  }

  public static boolean contains(String text, String part) {
    return text.contains(part);
  }

  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  public static int length(byte[] bytes) {
    return bytes.length;
  }

  public static int octetLength(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  public static int octetLength(byte[] bytes) {
    return bytes.length;
  }

  public static int bitLength(String text) {
    return Math.multiplyExact(octetLength(text), Byte.SIZE);
  }

  public static int bitLength(byte[] bytes) {
    return Math.multiplyExact(bytes.length, Byte.SIZE);
  }

  public static String substring(String text, int position) {
    return substring(text, position, Integer.MAX_VALUE);
  }

  /**
   * The part of so many characters; 0 counts as position 1, a negative position from the end, and
   * what lies outside of the text is left out.
   */
  public static String substring(String text, int position, int length) {
    int count = length(text);
    long start = start(position, count);
    long end = Math.min(start + length, count);
    return part(text, count, Math.max(start, 0), end);
  }

  public static byte[] substring(byte[] bytes, int position) {
    return substring(bytes, position, Integer.MAX_VALUE);
  }

  public static byte[] substring(byte[] bytes, int position, int length) {
    long start = start(position, bytes.length);
    long end = Math.min(start + length, bytes.length);
    start = Math.max(start, 0);
    return start >= end ? new byte[0] : Arrays.copyOfRange(bytes, (int) start, (int) end);
  }

  private static long start(int position, int count) {
    if (position > 0) {
      return position - 1L;
    }
    return position < 0 ? (long) count + position : 0;
  }

  /**
   * The characters from start to before end, counted from 0; the text has {@code count} characters.
   */
  private static String part(String text, int count, long start, long end) {
    if (start >= end) {
      return "";
    }
    if (count == text.length()) {
      return text.substring((int) start, (int) end);
    }
    int from = text.offsetByCodePoints(0, (int) start);
    return text.substring(from, text.offsetByCodePoints(from, (int) (end - start)));
  }

  public static String left(String text, int length) {
    int count = length(text);
    return part(text, count, 0, Math.min(length, count));
  }

  public static String right(String text, int length) {
    int count = length(text);
    return length <= 0 ? "" : part(text, count, Math.max(0, count - (long) length), count);
  }

  public static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  public static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /**
   * Every word, as blanks separate them, with its first letter in upper case and the others in
   * lower case.
   */
  public static String initcap(String text) {
    var result = new StringBuilder(text.length());
    boolean wordStarts = true;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      result.appendCodePoint(wordStarts ? Character.toTitleCase(c) : Character.toLowerCase(c));
      wordStarts = c == ' ';
    }
    return result.toString();
  }

  public static String concat(Object[] parts) {
    var text = new StringBuilder();
    for (Object part : parts) {
      text.append((String) part);
    }
    return text.toString();
  }

  public static byte[] concatBytes(Object[] parts) {
    var bytes = new ByteArrayOutputStream();
    for (Object part : parts) {
      bytes.writeBytes((byte[]) part);
    }
    return bytes.toByteArray();
  }

  /** Joins texts, and the texts in lists, that are not null. */
  public static @Nullable String concatWs(@Nullable String separator, @Nullable Object[] parts) {
    if (separator == null) {
      return null;
    }
    var text = new StringBuilder();
    boolean first = true;
    for (Object part : parts) {
      List<?> items =
          part instanceof List<?> list ? list : part == null ? List.of() : List.of(part);
      for (Object item : items) {
        if (item != null) {
          text.append(first ? "" : separator).append(item);
          first = false;
        }
      }
    }
    return text.toString();
  }

  public static String replace(String text, String search, String replacement) {
    return search.isEmpty() ? text : text.replace(search, replacement);
  }

  public static String replace(String text, String search) {
    return replace(text, search, "");
  }

  /**
   * Each character of the text that is in {@code from} becomes the one at the same place of {@code
   * to}, or vanishes when there is none.
   */
  public static String translate(String text, String from, String to) {
    int[] keys = from.codePoints().toArray();
    int[] values = to.codePoints().toArray();
    var result = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          int index = indexOf(keys, c);
          if (index < 0) {
            result.appendCodePoint(c);
          } else if (index < values.length) {
            result.appendCodePoint(values[index]);
          }
        });
    return result.toString();
  }

  private static int indexOf(int[] values, int wanted) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  public static String reverse(String text) {
    return new StringBuilder(text).reverse().toString();
  }

  public static String repeat(String text, int count) {
    return text.repeat(Math.max(count, 0));
  }

  public static String space(int count) {
    return " ".repeat(Math.max(count, 0));
  }

  public static String lpad(String text, int length) {
    return lpad(text, length, " ");
  }

  public static String lpad(String text, int length, String pad) {
    return padding(text, length, pad) + left(text, length);
  }

  public static String rpad(String text, int length) {
    return rpad(text, length, " ");
  }

  public static String rpad(String text, int length, String pad) {
    return left(text, length) + padding(text, length, pad);
  }

  private static String padding(String text, int length, String pad) {
    int missing = length - length(text);
    int unit = length(pad);
    if (missing <= 0 || unit == 0) {
      return "";
    }
    return pad.repeat(missing / unit) + left(pad, missing % unit);
  }

  public static String overlay(String text, String replacement, int position) {
    return overlay(text, replacement, position, -1);
  }

  /**
   * The text with so many characters from the position replaced; a negative length means as many as
   * the replacement has.
   */
  public static String overlay(String text, String replacement, int position, int length) {
    int replaced = length < 0 ? length(replacement) : length;
    long end = (long) position + replaced;
    String before = substring(text, 1, position - 1);
    return before + replacement + (end > Integer.MAX_VALUE ? "" : substring(text, (int) end));
  }

  /** The code of the first character; 0 of an empty text. */
  public static int ascii(String text) {
    return text.isEmpty() ? 0 : text.codePointAt(0);
  }

  /** The character of the code's lowest byte; an empty text for a negative code. */
  public static String chr(long code) {
    return code < 0 ? "" : String.valueOf((char) (code & 0xFF));
  }
}
