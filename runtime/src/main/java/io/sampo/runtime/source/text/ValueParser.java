package io.sampo.runtime.source.text;

import io.sampo.codegen.vector.Memory;
import io.sampo.types.DecimalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Text to typed values, in every form that is accepted. Each {@code parse} method answers whether
 * the text is such a value, and then leaves it in {@link #whole}, {@link #real} or {@link #high}.
 * Blanks around numbers, dates and booleans are ignored.
 *
 * <p>Used by one thread; may read up to {@link ByteInput#PADDING} bytes behind the text.
 */
public final class ValueParser {
  /**
   * An integer, a date in days, a timestamp in microseconds, the low half of a decimal, or 0 or 1
   * for a boolean.
   */
  public long whole;

  /** The high half of a decimal of more than 18 digits. */
  public long high;

  /** A double. */
  public double real;

  private final TextForms forms;
  private final @Nullable DateTimeFormatter datePattern;
  private final TimestampText timestamps;
  private final RealText reals = new RealText();
  private long start;
  private int size;

  public ValueParser(TextForms forms) {
    this.forms = forms;
    this.datePattern =
        forms.dateFormat() == null ? null : TimestampText.pattern(forms.dateFormat());
    String timestampFormat = forms.timestampFormat();
    this.timestamps =
        new TimestampText(
            forms.zone(), timestampFormat == null ? null : TimestampText.pattern(timestampFormat));
  }

  /** Whether dates are written {@code yyyy-MM-dd}, so that a caller may try the fast form first. */
  public boolean hasIsoDates() {
    return datePattern == null;
  }

  /** An integer of the given bits (8, 16, 32 or 64). */
  public boolean parseInteger(long address, int length, int bits) {
    trim(address, length);
    if (size == 0) {
      return false;
    }
    byte first = Memory.getByte(start);
    boolean negative = first == '-';
    int skip = negative || first == '+' ? 1 : 0;
    long magnitude = magnitude(start + skip, size - skip);
    if (magnitude == Digits.NONE) {
      return false;
    }
    long value = negative ? -magnitude : magnitude;
    if (magnitude < 0 && !negative) {
      return false;
    }
    whole = value;
    return bits == 64 || value >= -1L << bits - 1 && value < 1L << bits - 1;
  }

  /**
   * The digits' number; {@code Long.MIN_VALUE} stands for 2^63; -1 if there is none or it is
   * larger.
   */
  private static long magnitude(long address, int length) {
    if (length <= 18) {
      return Digits.integer(address, length);
    }
    int at = 0;
    while (at < length - 18 && Memory.getByte(address + at) == '0') {
      at++;
    }
    int digits = length - at;
    if (digits == 18) {
      return Digits.integer(address + at, 18);
    }
    if (digits > 19) {
      return Digits.NONE;
    }
    long head = Digits.integer(address + at, 18);
    int last = Memory.getByte(address + at + 18) - '0';
    if (head < 0 || last < 0 || last > 9) {
      return Digits.NONE;
    }
    long value = head * 10 + last;
    boolean fits = head < 922_337_203_685_477_580L || head == 922_337_203_685_477_580L && last <= 8;
    return fits ? value : Digits.NONE;
  }

  /** A double: digits with a point and exponent, or one of the names of NaN and the infinities. */
  public boolean parseDouble(long address, int length) {
    trim(address, length);
    try {
      real = reals.parse(start, size);
      return size > 0;
    } catch (NumberFormatException e) {
      return parseRealName();
    }
  }

  /** A float, rounded once. The result is left in {@link #real}. */
  public boolean parseFloat(long address, int length) {
    trim(address, length);
    try {
      real = reals.parseFloat(start, size);
      return size > 0;
    } catch (NumberFormatException e) {
      return parseRealName();
    }
  }

  private boolean parseRealName() {
    if (isText(forms.nan())) {
      real = Double.NaN;
    } else if (isText(forms.positiveInfinity()) || isText("Infinity") || isText("+Infinity")) {
      real = Double.POSITIVE_INFINITY;
    } else if (isText(forms.negativeInfinity()) || isText("-Infinity")) {
      real = Double.NEGATIVE_INFINITY;
    } else if (isText("NaN")) {
      real = Double.NaN;
    } else {
      return false;
    }
    return true;
  }

  private boolean isText(String text) {
    if (text.length() != size) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      if (Memory.getByte(start + i) != (byte) text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** A decimal of the type, rounded half up at its scale. */
  public boolean parseDecimal(long address, int length, DecimalType type) {
    trim(address, length);
    BigInteger value = DecimalText.parse(start, size, type.precision(), type.scale());
    if (value == null) {
      return false;
    }
    whole = value.longValue();
    high = value.shiftRight(64).longValue();
    return true;
  }

  /** The number as written, or null. */
  @Nullable BigDecimal exactNumber(long address, int length) {
    trim(address, length);
    return DecimalText.exact(start, size);
  }

  /**
   * The smallest decimal type that holds the number exactly, or null if there is none or the text
   * is no number.
   */
  public @Nullable DecimalType decimalType(long address, int length) {
    BigDecimal number = exactNumber(address, length);
    if (number == null) {
      return null;
    }
    int scale = Math.max(0, number.scale());
    int precision = Math.max(scale, number.precision() - number.scale() + scale);
    return precision <= DecimalType.MAX_PRECISION
        ? new DecimalType(Math.max(1, precision), scale)
        : null;
  }

  /** {@code true} or {@code false}, in any case. */
  public boolean parseBoolean(long address, int length) {
    trim(address, length);
    long word = size == 4 || size == 5 ? Memory.getInt(start) & 0xFFFFFFFFL | 0x20202020L : 0;
    if (size == 4 && word == 0x65757274L) {
      whole = 1;
      return true;
    }
    if (size == 5 && word == 0x736C6166L && (Memory.getByte(start + 4) | 0x20) == 'e') {
      whole = 0;
      return true;
    }
    return false;
  }

  public boolean parseDate(long address, int length) {
    trim(address, length);
    int days =
        datePattern == null
            ? DateText.lenient(start, size)
            : TimestampText.date(start, size, datePattern);
    whole = days;
    return days != DateText.NONE;
  }

  /** An instant; text without a zone is in the session's. */
  public boolean parseTimestamp(long address, int length) {
    trim(address, length);
    whole = timestamps.instant(start, size);
    return whole != DateText.NO_TIME;
  }

  /** A timestamp without a zone. */
  public boolean parseLocalTimestamp(long address, int length) {
    trim(address, length);
    whole = timestamps.local(start, size);
    return whole != DateText.NO_TIME;
  }

  private void trim(long address, int length) {
    long from = address;
    long to = address + Math.max(length, 0);
    while (from < to && isBlank(Memory.getByte(from))) {
      from++;
    }
    while (to > from && isBlank(Memory.getByte(to - 1))) {
      to--;
    }
    start = from;
    size = (int) (to - from);
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }
}
