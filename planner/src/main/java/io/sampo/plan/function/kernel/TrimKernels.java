package io.sampo.plan.function.kernel;

/** Removal of characters at the ends of a text: blanks, or any character of a set. */
public final class TrimKernels {
  private TrimKernels() {}

  public static String trim(String text) {
    return ltrim(rtrim(text));
  }

  /**
   * Of the function's two arguments the set comes first for trim, ltrim and rtrim, and last for
   * btrim.
   */
  public static String trim(String set, String text) {
    return ltrim(set, rtrim(set, text));
  }

  public static String btrim(String text, String set) {
    return trim(set, text);
  }

  public static String ltrim(String text) {
    int start = 0;
    while (start < text.length() && text.charAt(start) == ' ') {
      start++;
    }
    return text.substring(start);
  }

  public static String ltrim(String set, String text) {
    int start = 0;
    while (start < text.length() && set.indexOf(text.codePointAt(start)) >= 0) {
      start += Character.charCount(text.codePointAt(start));
    }
    return text.substring(start);
  }

  public static String rtrim(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(0, end);
  }

  public static String rtrim(String set, String text) {
    int end = text.length();
    while (end > 0 && set.indexOf(text.codePointBefore(end)) >= 0) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(0, end);
  }
}
