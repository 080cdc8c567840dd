package io.sampo.plan.function.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** LIKE and regular expressions (Java's). Compiled patterns are kept for the next call. */
public final class PatternKernels {
  private static final int CACHED = 512;
  private static final ConcurrentHashMap<String, Pattern> LIKES = new ConcurrentHashMap<>();
  private static final ConcurrentHashMap<String, Pattern> REGEXES = new ConcurrentHashMap<>();

  private PatternKernels() {}

  public static boolean like(String text, String pattern) {
    return like(pattern, '\\', false).matcher(text).matches();
  }

  public static boolean like(String text, String pattern, String escape) {
    return like(pattern, escapeCharacter(escape), false).matcher(text).matches();
  }

  public static boolean ilike(String text, String pattern) {
    return like(pattern, '\\', true).matcher(text).matches();
  }

  public static boolean ilike(String text, String pattern, String escape) {
    return like(pattern, escapeCharacter(escape), true).matcher(text).matches();
  }

  private static char escapeCharacter(String escape) {
    if (escape.length() != 1) {
      throw KernelErrors.invalidArgument("escape", escape, "one character is needed");
    }
    return escape.charAt(0);
  }

  private static Pattern like(String pattern, char escape, boolean ignoreCase) {
    String key = (ignoreCase ? "i" : "c") + escape + pattern;
    Pattern known = LIKES.get(key);
    if (known != null) {
      return known;
    }
    int flags = Pattern.DOTALL | (ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0);
    return remember(LIKES, key, Pattern.compile(regexOfLike(pattern, escape), flags));
  }

  private static Pattern remember(
      ConcurrentHashMap<String, Pattern> cache, String key, Pattern pattern) {
    if (cache.size() >= CACHED) {
      cache.clear();
    }
    cache.put(key, pattern);
    return pattern;
  }

  /** The regular expression over the whole text that a LIKE pattern stands for. */
  private static String regexOfLike(String pattern, char escape) {
    var regex = new StringBuilder();
    var plain = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == escape) {
        i++;
        plain.append(escaped(pattern, i, escape));
      } else if (c == '%' || c == '_') {
        flush(plain, regex);
        regex.append(c == '%' ? ".*" : ".");
      } else {
        plain.append(c);
      }
    }
    flush(plain, regex);
    return regex.toString();
  }

  private static void flush(StringBuilder plain, StringBuilder regex) {
    if (!plain.isEmpty()) {
      regex.append(Pattern.quote(plain.toString()));
      plain.setLength(0);
    }
  }

  private static char escaped(String pattern, int index, char escape) {
    if (index >= pattern.length()) {
      throw KernelErrors.invalidArgument(
          "pattern", pattern, "nothing follows the escape character");
    }
    char c = pattern.charAt(index);
    if (c != '%' && c != '_' && c != escape) {
      throw KernelErrors.invalidArgument(
          "pattern", pattern, "the escape character may only stand before %, _ and itself");
    }
    return c;
  }

  static Pattern regex(String pattern) {
    Pattern known = REGEXES.get(pattern);
    if (known != null) {
      return known;
    }
    try {
      return remember(REGEXES, pattern, Pattern.compile(pattern));
    } catch (PatternSyntaxException e) {
      throw KernelErrors.invalidArgument("pattern", pattern, e.getDescription());
    }
  }

  public static boolean rlike(String text, String pattern) {
    return regex(pattern).matcher(text).find();
  }

  public static String regexpReplace(String text, String pattern, String replacement) {
    return regexpReplace(text, pattern, replacement, 1);
  }

  /**
   * Replaces every match from the position on; {@code $1} in the replacement is the first group.
   */
  public static String regexpReplace(
      String text, String pattern, String replacement, int position) {
    if (position < 1) {
      throw KernelErrors.invalidArgument("position", position, "it is counted from 1");
    }
    if (position > TextKernels.length(text)) {
      return text;
    }
    Matcher matcher = regex(pattern).matcher(text);
    matcher.region(text.offsetByCodePoints(0, position - 1), text.length());
    var result = new StringBuilder();
    try {
      while (matcher.find()) {
        matcher.appendReplacement(result, replacement);
      }
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw KernelErrors.invalidArgument(
          "replacement", replacement, String.valueOf(e.getMessage()));
    }
    return matcher.appendTail(result).toString();
  }

  public static String regexpExtract(String text, String pattern) {
    return regexpExtract(text, pattern, 1);
  }

  /** The group of the first match; empty when there is none. */
  public static String regexpExtract(String text, String pattern, int group) {
    Matcher matcher = regex(pattern).matcher(text);
    requireGroup(matcher, group);
    String found = matcher.find() ? matcher.group(group) : null;
    return found == null ? "" : found;
  }

  public static List<String> regexpExtractAll(String text, String pattern) {
    return regexpExtractAll(text, pattern, 1);
  }

  public static List<String> regexpExtractAll(String text, String pattern, int group) {
    Matcher matcher = regex(pattern).matcher(text);
    requireGroup(matcher, group);
    var found = new ArrayList<String>();
    while (matcher.find()) {
      String part = matcher.group(group);
      found.add(part == null ? "" : part);
    }
    return found;
  }

  private static void requireGroup(Matcher matcher, int group) {
    if (group < 0 || group > matcher.groupCount()) {
      throw KernelErrors.invalidArgument(
          "group", group, "the pattern has " + matcher.groupCount() + " groups");
    }
  }

  public static int regexpCount(String text, String pattern) {
    return (int) regex(pattern).matcher(text).results().count();
  }

  public static @Nullable String regexpSubstr(String text, String pattern) {
    Matcher matcher = regex(pattern).matcher(text);
    return matcher.find() ? matcher.group() : null;
  }

  public static int regexpInstr(String text, String pattern) {
    Matcher matcher = regex(pattern).matcher(text);
    return matcher.find() ? text.codePointCount(0, matcher.start()) + 1 : 0;
  }

  public static List<String> split(String text, String pattern) {
    return split(text, pattern, -1);
  }

  /** At most so many parts when the limit is positive; trailing empty parts stay. */
  public static List<String> split(String text, String pattern, int limit) {
    if (pattern.isEmpty()) {
      return characters(text, limit);
    }
    return List.of(regex(pattern).split(text, limit <= 0 ? -1 : limit));
  }

  private static List<String> characters(String text, int limit) {
    var parts = new ArrayList<String>();
    for (int i = 0; i < text.length(); ) {
      if (limit > 0 && parts.size() == limit - 1) {
        parts.add(text.substring(i));
        break;
      }
      int next = text.offsetByCodePoints(i, 1);
      parts.add(text.substring(i, next));
      i = next;
    }
    return parts.isEmpty() ? List.of("") : parts;
  }
}
