package io.sampo.runtime.source.text;

import io.sampo.codegen.vector.Memory;

/** Dates and times of day from text. Every method may read up to 8 bytes behind the text. */
public final class DateText {
  /** The answer for text that is not a date. */
  public static final int NONE = Integer.MIN_VALUE;

  /** The answer for text that is not a timestamp. */
  public static final long NO_TIME = Long.MIN_VALUE;

  public static final long MICROS_PER_SECOND = 1_000_000L;
  static final long MICROS_PER_DAY = 86_400L * MICROS_PER_SECOND;

  private static final long DATE_PATTERN = 0x2D30302D30303030L;
  private static final int EPOCH_DAYS = 719_162;
  private static final int[] BEFORE_MONTH = {
    0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365
  };

  private DateText() {}

  /** The days since 1970-01-01 of the 10 bytes {@code yyyy-MM-dd}, or {@link #NONE}. */
  public static int fixed(long address) {
    long word = Memory.getLong(address) ^ DATE_PATTERN;
    int tail = Memory.getShort(address + 8) & 0xFFFF ^ 0x3030;
    long wrong = word & 0xFFF0F0FFF0F0F0F0L | word + 0x0006060006060606L & 0x00F0F000F0F0F0F0L;
    if ((wrong | tail & 0xF0F0 | tail + 0x0606 & 0xF0F0) != 0) {
      return NONE;
    }
    int year =
        (int) (word & 15) * 1000
            + (int) (word >>> 8 & 15) * 100
            + (int) (word >>> 16 & 15) * 10
            + (int) (word >>> 24 & 15);
    int month = (int) (word >>> 40 & 15) * 10 + (int) (word >>> 48 & 15);
    int day = (tail & 15) * 10 + (tail >>> 8);
    return days(year, month, day);
  }

  /**
   * The days since 1970-01-01 of a date of the years 0 to 9999, or {@link #NONE} when there is no
   * such day.
   */
  public static int days(int year, int month, int day) {
    if (month < 1 || month > 12 || day < 1 || year < 0 || year > 9999) {
      return NONE;
    }
    int leap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0) ? 1 : 0;
    int length = month == 2 ? 28 + leap : BEFORE_MONTH[month] - BEFORE_MONTH[month - 1];
    if (day > length) {
      return NONE;
    }
    int before = year - 1;
    int sinceYearOne =
        365 * before
            + Math.floorDiv(before, 4)
            - Math.floorDiv(before, 100)
            + Math.floorDiv(before, 400);
    return sinceYearOne - EPOCH_DAYS + BEFORE_MONTH[month - 1] + (month > 2 ? leap : 0) + day - 1;
  }

  /** The days since 1970-01-01 of {@code yyyy-[M]M-[d]d}, or {@link #NONE}. */
  public static int lenient(long address, int length) {
    if (length == 10) {
      int days = fixed(address);
      if (days != NONE) {
        return days;
      }
    }
    if (length < 8 || length > 10 || Memory.getByte(address + 4) != '-') {
      return NONE;
    }
    int second = 5;
    while (second < length && Memory.getByte(address + second) != '-') {
      second++;
    }
    long year = Digits.integer(address, 4);
    int monthLength = second - 5;
    int dayLength = length - second - 1;
    if (year < 0 || monthLength < 1 || monthLength > 2 || dayLength < 1 || dayLength > 2) {
      return NONE;
    }
    long month = Digits.integer(address + 5, monthLength);
    long day = Digits.integer(address + second + 1, dayLength);
    return month < 0 || day < 0 ? NONE : days((int) year, (int) month, (int) day);
  }

  /**
   * The microseconds of the time of day {@code HH:mm[:ss[.fraction]]} with 1 to 9 digits of a
   * fraction (digits past the sixth are cut off), or -1.
   */
  static long timeOfDay(long address, int length) {
    if (length < 5 || Memory.getByte(address + 2) != ':') {
      return -1;
    }
    long hour = Digits.integer(address, 2);
    long minute = Digits.integer(address + 3, 2);
    long micros = 0;
    if (length > 5) {
      micros =
          length < 8 || Memory.getByte(address + 5) != ':' ? -1 : seconds(address + 6, length - 6);
    }
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || micros < 0) {
      return -1;
    }
    return (hour * 3600 + minute * 60) * MICROS_PER_SECOND + micros;
  }

  private static long seconds(long address, int length) {
    long second = Digits.integer(address, 2);
    if (second < 0 || second > 59) {
      return -1;
    }
    long micros = 0;
    if (length > 2) {
      int digits = length - 3;
      if (Memory.getByte(address + 2) != '.' || digits < 1 || digits > 9) {
        return -1;
      }
      micros = Digits.integer(address + 3, digits);
      if (micros < 0) {
        return -1;
      }
      for (int i = digits; i < 6; i++) {
        micros *= 10;
      }
      for (int i = digits; i > 6; i--) {
        micros /= 10;
      }
    }
    return second * MICROS_PER_SECOND + micros;
  }
}
