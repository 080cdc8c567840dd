package io.sampo.plan.function.kernel;

import java.util.Arrays;
import java.util.Locale;

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

  public static String substring(String text, int position) {
    return substring(text, position, Integer.MAX_VALUE);
  }

  /** The part of so many characters; 0 counts as position 1, a negative position from the end, and what lies outside of the text is left out. */
  public static String substring(String text, int position, int length) {
    int count = length(text);
    long start = start(position, count);
    long end = Math.min(start + (long) length, count);
    start = Math.max(start, 0);
    if (start >= end) {
      return "";
    }
    if (count == text.length()) {
      return text.substring((int) start, (int) end);
    }
    int from = text.offsetByCodePoints(0, (int) start);
    return text.substring(from, text.offsetByCodePoints(from, (int) (end - start)));
  }

  public static byte[] substring(byte[] bytes, int position) {
    return substring(bytes, position, Integer.MAX_VALUE);
  }

  public static byte[] substring(byte[] bytes, int position, int length) {
    long start = start(position, bytes.length);
    long end = Math.min(start + (long) length, bytes.length);
    start = Math.max(start, 0);
    return start >= end ? new byte[0] : Arrays.copyOfRange(bytes, (int) start, (int) end);
  }

  private static long start(int position, int count) {
    if (position > 0) {
      return position - 1L;
    }
    return position < 0 ? (long) count + position : 0;
  }

  public static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  public static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  public static String concat(Object[] parts) {
    var text = new StringBuilder();
    for (Object part : parts) {
      text.append((String) part);
    }
    return text.toString();
  }
}
