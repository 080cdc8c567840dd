package io.sampo.bench;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes such as {@code 512m} or {@code 8g}, in units of 1024. */
final class MemorySize {
  private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\s*([kmgt]?)i?b?");
  private static final String UNITS = "kmgt";
  private static final int BITS_PER_UNIT = 10;

  private MemorySize() {}

  /**
   * The number of bytes.
   *
   * @throws IllegalArgumentException when the text is not a size or is zero
   */
  static long bytes(String text) {
    Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!form.matches()) {
      throw new IllegalArgumentException("not a size such as 512m or 8g: " + text);
    }
    int unit = form.group(2).isEmpty() ? 0 : UNITS.indexOf(form.group(2)) + 1;
    long bytes = Math.multiplyExact(Long.parseLong(form.group(1)), 1L << (BITS_PER_UNIT * unit));
    if (bytes == 0) {
      throw new IllegalArgumentException("nothing can run in no memory: " + text);
    }
    return bytes;
  }
}
