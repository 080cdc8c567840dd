package io.sampo.plan.function.kernel;

import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** LIKE and regular expressions. */
public final class PatternKernels {
  private static final int CACHED = 512;
  private static final ConcurrentHashMap<String, LikePattern> LIKES = new ConcurrentHashMap<>();

  private PatternKernels() {}

  public static boolean like(String text, String pattern) {
    return likePattern(pattern, '\\').matches(text);
  }

  public static boolean like(String text, String pattern, String escape) {
    return likePattern(pattern, escapeCharacter(escape)).matches(text);
  }

  static char escapeCharacter(String escape) {
    if (escape.length() != 1) {
      throw KernelErrors.invalidArgument("escape", escape, "one character is needed");
    }
    return escape.charAt(0);
  }

  private static LikePattern likePattern(String pattern, char escape) {
    String key = escape + pattern;
    LikePattern known = LIKES.get(key);
    if (known != null) {
      return known;
    }
    if (LIKES.size() >= CACHED) {
      LIKES.clear();
    }
    LikePattern fresh = LikePattern.parse(pattern, escape);
    LIKES.put(key, fresh);
    return fresh;
  }

  /** A LIKE pattern as a regular expression over the whole text. */
  private record LikePattern(Pattern pattern) {
    static LikePattern parse(String pattern, char escape) {
      var regex = new StringBuilder();
      for (int i = 0; i < pattern.length(); i++) {
        char c = pattern.charAt(i);
        if (c == escape) {
          i++;
          regex.append(Pattern.quote(String.valueOf(escaped(pattern, i, escape))));
        } else if (c == '%') {
          regex.append(".*");
        } else if (c == '_') {
          regex.append('.');
        } else {
          regex.append(Pattern.quote(String.valueOf(c)));
        }
      }
      return new LikePattern(Pattern.compile(regex.toString(), Pattern.DOTALL));
    }

    private static char escaped(String pattern, int index, char escape) {
      if (index >= pattern.length()) {
        throw KernelErrors.invalidArgument("pattern", pattern, "nothing follows the escape character");
      }
      char c = pattern.charAt(index);
      if (c != '%' && c != '_' && c != escape) {
        throw KernelErrors.invalidArgument(
            "pattern", pattern, "the escape character may only stand before %, _ and itself");
      }
      return c;
    }

    boolean matches(String text) {
      return pattern.matcher(text).matches();
    }
  }
}
