package io.sampo.plan.function.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Places of texts in texts, and the parts between them. Positions count code points, from 1; 0
 * means not found.
 */
public final class SearchKernels {
  private static final String SOUNDEX_CODES = "01230127022455012623017202";
  private static final char SOUNDEX_SILENT = '7';

  private SearchKernels() {}

  public static int instr(String text, String part) {
    return position(text, text.indexOf(part));
  }

  public static int locate(String part, String text) {
    return instr(text, part);
  }

  public static int locate(String part, String text, int from) {
    if (from < 1 || from > TextKernels.length(text) + 1) {
      return 0;
    }
    return position(text, text.indexOf(part, text.offsetByCodePoints(0, from - 1)));
  }

  private static int position(String text, int index) {
    return index < 0 ? 0 : text.codePointCount(0, index) + 1;
  }

  /** The part with that number, from 1, or from the end when negative; empty when there is none. */
  public static String splitPart(String text, String delimiter, int number) {
    if (number == 0) {
      throw KernelErrors.indexOfZero();
    }
    List<String> parts = parts(text, delimiter);
    int index = number > 0 ? number - 1 : parts.size() + number;
    return index < 0 || index >= parts.size() ? "" : parts.get(index);
  }

  private static List<String> parts(String text, String delimiter) {
    if (delimiter.isEmpty()) {
      return List.of(text);
    }
    var parts = new ArrayList<String>();
    int from = 0;
    for (int at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, from)) {
      parts.add(text.substring(from, at));
      from = at + delimiter.length();
    }
    parts.add(text.substring(from));
    return parts;
  }

  /** The text before the n-th delimiter, or behind the n-th from the end when negative. */
  public static String substringIndex(String text, String delimiter, int count) {
    if (count == 0 || delimiter.isEmpty()) {
      return "";
    }
    int at = count > 0 ? -delimiter.length() : text.length();
    for (int i = 0; i < Math.abs((long) count); i++) {
      int next =
          count > 0
              ? text.indexOf(delimiter, at + delimiter.length())
              : text.lastIndexOf(delimiter, at - 1);
      if (next < 0 || (count < 0 && at == 0)) {
        return text;
      }
      at = next;
    }
    return count > 0 ? text.substring(0, at) : text.substring(at + delimiter.length());
  }

  /** The number, from 1, of the text among those that commas separate; 0 when it is not there. */
  public static int findInSet(String text, String list) {
    return text.indexOf(',') >= 0 ? 0 : parts(list, ",").indexOf(text) + 1;
  }

  /** The argument with that number, from 1. */
  public static @Nullable Object elt(@Nullable Integer number, @Nullable Object[] values) {
    if (number == null) {
      return null;
    }
    if (number < 1 || number > values.length) {
      throw KernelErrors.arrayIndex(number, values.length);
    }
    return values[number - 1];
  }

  public static int levenshtein(String left, String right) {
    int[] a = left.codePoints().toArray();
    int[] b = right.codePoints().toArray();
    int[] row = new int[b.length + 1];
    for (int j = 0; j <= b.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length; i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length; j++) {
        int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length];
  }

  /** As the distance, but -1 when it is above the threshold. */
  public static int levenshtein(String left, String right, int threshold) {
    int distance = levenshtein(left, right);
    return distance > threshold ? -1 : distance;
  }

  /** The Soundex code; the text itself when it does not start with a letter. */
  public static String soundex(String text) {
    if (text.isEmpty() || !isLetter(text.charAt(0))) {
      return text;
    }
    var code = new StringBuilder().append(Character.toUpperCase(text.charAt(0)));
    char last = codeOf(text.charAt(0));
    for (int i = 1; i < text.length() && code.length() < 4; i++) {
      if (!isLetter(text.charAt(i))) {
        last = '0';
        continue;
      }
      char next = codeOf(text.charAt(i));
      if (next == SOUNDEX_SILENT) {
        continue;
      }
      if (next != '0' && next != last) {
        code.append(next);
      }
      last = next;
    }
    return code.append("0".repeat(4 - code.length())).toString();
  }

  private static boolean isLetter(char c) {
    char upper = Character.toUpperCase(c);
    return upper >= 'A' && upper <= 'Z';
  }

  private static char codeOf(char letter) {
    return SOUNDEX_CODES.charAt(Character.toUpperCase(letter) - 'A');
  }
}
