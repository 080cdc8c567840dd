package io.sampo.plan.function.kernel;

import io.sampo.types.DecimalType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of to_number and to_char: {@code 0} and {@code 9} for digits, {@code .} or {@code D},
 * {@code ,} or {@code G}, {@code $}, {@code S} or {@code MI} for the sign, {@code PR} for angle
 * brackets around negative numbers. Immutable.
 *
 * @param whole the digits and commas before the point
 * @param fraction how many digits are behind it
 * @param point whether there is a point
 * @param dollar whether there is a dollar sign
 * @param sign {@code S}, {@code MI} or empty
 * @param signFirst whether the sign stands before the number
 * @param brackets whether negative numbers stand in angle brackets
 */
public record NumberFormat(
    String whole,
    int fraction,
    boolean point,
    boolean dollar,
    String sign,
    boolean signFirst,
    boolean brackets) {
  private static final Pattern FORM =
      Pattern.compile("(S|MI)?(\\$)?([09,]*)(?:(\\.)([09]*))?(\\$)?(PR|S|MI)?");

  /**
   * Reads a pattern.
   *
   * @throws io.sampo.error.SampoException INVALID_ARGUMENT when it is none
   */
  public static NumberFormat of(String text) {
    String plain = text.toUpperCase(Locale.ROOT).replace('D', '.').replace('G', ',');
    var matcher = FORM.matcher(plain);
    String digits = plain.replaceAll("[^09]", "");
    if (!matcher.matches() || digits.isEmpty() || digits.length() > DecimalType.MAX_PRECISION) {
      throw KernelErrors.invalidArgument(
          "format", text, "it must be made of 0, 9, a point, commas, $, S, MI and PR");
    }
    String first = matcher.group(1);
    String last = matcher.group(7);
    boolean brackets = "PR".equals(last);
    if (first != null && last != null) {
      throw KernelErrors.invalidArgument("format", text, "it has two signs");
    }
    String sign = first != null ? first : last == null || brackets ? "" : last;
    String fraction = matcher.group(5);
    return new NumberFormat(
        matcher.group(3),
        fraction == null ? 0 : fraction.length(),
        matcher.group(4) != null,
        matcher.group(2) != null || matcher.group(6) != null,
        sign,
        first != null,
        brackets);
  }

  /** How many digits are before the point. */
  private int digits() {
    return whole.replace(",", "").length();
  }

  /** The type of the numbers that it reads. */
  public DecimalType type() {
    return new DecimalType(Math.max(1, digits() + fraction), fraction);
  }

  /** The number that a text of this form stands for; null when it does not have the form. */
  @Nullable BigDecimal parse(String given) {
    String text = given.strip();
    boolean negative = false;
    if (brackets && text.startsWith("<") && text.endsWith(">")) {
      negative = true;
      text = text.substring(1, text.length() - 1);
    } else if (!sign.isEmpty()) {
      int at = signFirst ? 0 : text.length() - 1;
      char c = text.isEmpty() ? ' ' : text.charAt(at);
      if (c == '-' || c == '+' && sign.equals("S")) {
        negative = c == '-';
        text = signFirst ? text.substring(1) : text.substring(0, at);
      }
    }
    if (dollar) {
      if (!text.startsWith("$")) {
        return null;
      }
      text = text.substring(1);
    }
    int dot = text.indexOf('.');
    String left = dot < 0 ? text : text.substring(0, dot);
    String right = dot < 0 ? "" : text.substring(dot + 1);
    boolean fits =
        fitsWhole(left)
            && right.matches("[0-9]*")
            && right.length() <= fraction
            && (dot < 0 || point)
            && !(left.isEmpty() && right.isEmpty());
    if (!fits) {
      return null;
    }
    var number = new BigDecimal("0" + left.replace(",", "") + "." + right + "0");
    BigDecimal scaled = number.setScale(fraction, RoundingMode.DOWN);
    return negative ? scaled.negate() : scaled;
  }

  /** Digits and commas stand at the pattern's places, counted from the right. */
  private boolean fitsWhole(String left) {
    if (left.length() > whole.length()) {
      return false;
    }
    for (int i = 1; i <= left.length(); i++) {
      char c = left.charAt(left.length() - i);
      char wanted = whole.charAt(whole.length() - i);
      if (wanted == ',' ? c != ',' : c < '0' || c > '9') {
        return false;
      }
    }
    // From the first 0 on digits must be there.
    int zero = whole.indexOf('0');
    return zero < 0 || left.length() >= whole.length() - zero;
  }

  /** The text of a number; signs of hash when it has too many digits. */
  String format(BigDecimal number) {
    BigDecimal rounded = number.abs().setScale(fraction, RoundingMode.HALF_UP);
    String[] parts = rounded.toPlainString().split("\\.", -1);
    String left = parts[0].equals("0") && digits() == 0 ? "" : parts[0];
    boolean negative = number.signum() < 0;
    String decimals = point ? "." + (parts.length > 1 ? parts[1] : "") : "";
    if (left.length() > digits()) {
      return whole.replaceAll("[09]", "#") + (point ? "." + "#".repeat(fraction) : "");
    }
    String body = filled(left) + (fraction == 0 ? "" : decimals);
    int start = 0;
    while (start < body.length() && body.charAt(start) == ' ') {
      start++;
    }
    String before =
        (signFirst ? signText(negative) : brackets && negative ? "<" : "") + (dollar ? "$" : "");
    String behind =
        signFirst
            ? ""
            : brackets
                ? (negative ? ">" : "")
                : negative || sign.equals("S") ? signText(negative) : "";
    return body.substring(0, start) + before + body.substring(start) + behind;
  }

  private String signText(boolean negative) {
    return negative ? "-" : sign.equals("S") ? "+" : sign.equals("MI") ? " " : "";
  }

  /** The digits at the pattern's places: blanks for 9, and zeros for 0, where there is none. */
  private String filled(String left) {
    var out = new StringBuilder();
    int digit = left.length() - digits();
    boolean begun = false;
    for (int i = 0; i < whole.length(); i++) {
      char c = whole.charAt(i);
      if (c == ',') {
        out.append(begun ? ',' : ' ');
        continue;
      }
      begun |= digit >= 0 || c == '0';
      out.append(digit >= 0 ? left.charAt(digit) : begun ? '0' : ' ');
      digit++;
    }
    return out.toString();
  }
}
