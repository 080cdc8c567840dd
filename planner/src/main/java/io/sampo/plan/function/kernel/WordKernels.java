package io.sampo.plan.function.kernel;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Words, digits and letters of text. */
public final class WordKernels {
  private WordKernels() {}

  /** Whether the text is digits of which the last is their check digit by Luhn's algorithm. */
  public static boolean luhnCheck(String text) {
    if (text.isEmpty()) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(text.length() - 1 - i) - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      int weighed = i % 2 == 0 ? digit : 2 * digit;
      sum += weighed > 9 ? weighed - 9 : weighed;
    }
    return sum % 10 == 0;
  }

  /** The text between single quotes, those in it escaped. */
  public static String quote(String text) {
    return "'" + text.replace("'", "\\'") + "'";
  }

  public static @Nullable String mask(@Nullable String text) {
    return mask(text, "X");
  }

  public static @Nullable String mask(@Nullable String text, @Nullable String upper) {
    return mask(text, upper, "x");
  }

  public static @Nullable String mask(
      @Nullable String text, @Nullable String upper, @Nullable String lower) {
    return mask(text, upper, lower, "n");
  }

  public static @Nullable String mask(
      @Nullable String text,
      @Nullable String upper,
      @Nullable String lower,
      @Nullable String digit) {
    return mask(text, upper, lower, digit, null);
  }

  /** Replaces each character by that of its kind; kinds that are null stay as they are. */
  public static @Nullable String mask(
      @Nullable String text,
      @Nullable String upper,
      @Nullable String lower,
      @Nullable String digit,
      @Nullable String other) {
    if (text == null) {
      return null;
    }
    for (String replacement : new String[] {upper, lower, digit, other}) {
      if (replacement != null && replacement.length() != 1) {
        throw KernelErrors.invalidArgument("mask", replacement, "one character is needed");
      }
    }
    var masked = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      String replacement =
          Character.isUpperCase(c)
              ? upper
              : Character.isLowerCase(c) ? lower : Character.isDigit(c) ? digit : other;
      masked.append(replacement == null ? String.valueOf(c) : replacement);
    }
    return masked.toString();
  }

  public static List<List<String>> sentences(String text) {
    return sentences(text, Locale.US);
  }

  public static List<List<String>> sentences(String text, String language) {
    return sentences(text, Locale.of(language));
  }

  public static List<List<String>> sentences(String text, String language, String country) {
    return sentences(text, Locale.of(language, country));
  }

  private static List<List<String>> sentences(String text, Locale locale) {
    var sentences = new ArrayList<List<String>>();
    for (String sentence : parts(text, BreakIterator.getSentenceInstance(locale))) {
      List<String> words =
          parts(sentence, BreakIterator.getWordInstance(locale)).stream()
              .filter(word -> Character.isLetterOrDigit(word.codePointAt(0)))
              .toList();
      sentences.add(words);
    }
    return sentences;
  }

  private static List<String> parts(String text, BreakIterator breaks) {
    var parts = new ArrayList<String>();
    breaks.setText(text);
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
      parts.add(text.substring(start, end));
      start = end;
    }
    return parts;
  }
}
