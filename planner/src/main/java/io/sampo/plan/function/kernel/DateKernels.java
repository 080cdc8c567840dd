package io.sampo.plan.function.kernel;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Functions over dates: days since 1970-01-01. */
public final class DateKernels {
  static final long MICROS_PER_DAY = 86_400_000_000L;

  private DateKernels() {}

  static LocalDate date(int days) {
    return LocalDate.ofEpochDay(days);
  }

  public static int year(int date) {
    return date(date).getYear();
  }

  public static int quarter(int date) {
    return (date(date).getMonthValue() + 2) / 3;
  }

  public static int month(int date) {
    return date(date).getMonthValue();
  }

  public static int day(int date) {
    return date(date).getDayOfMonth();
  }

  /** 1 for Sunday to 7 for Saturday. */
  public static int dayofweek(int date) {
    return date(date).getDayOfWeek().getValue() % 7 + 1;
  }

  /** 0 for Monday to 6 for Sunday. */
  public static int weekday(int date) {
    return date(date).getDayOfWeek().getValue() - 1;
  }

  public static int dayofyear(int date) {
    return date(date).getDayOfYear();
  }

  /** The week of the year by ISO 8601. */
  public static int weekofyear(int date) {
    return date(date).get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
  }

  /** The year that the week belongs to by ISO 8601. */
  public static int yearofweek(int date) {
    return date(date).get(IsoFields.WEEK_BASED_YEAR);
  }

  public static String dayname(int date) {
    return date(date).getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.US);
  }

  public static String monthname(int date) {
    return date(date).getMonth().getDisplayName(TextStyle.SHORT, Locale.US);
  }

  public static int dateAdd(int date, int days) {
    return days(date + (long) days, "date_add");
  }

  public static int dateSub(int date, int days) {
    return days(date - (long) days, "date_sub");
  }

  public static int dateDifference(int end, int start) {
    return days(end - (long) start, "datediff");
  }

  public static long subtractDates(int end, int start) {
    return Math.multiplyExact(end - (long) start, MICROS_PER_DAY);
  }

  /** The date so many months later, at the latest the last day of that month. */
  public static int addMonths(int date, int months) {
    return days(date(date).plusMonths(months).toEpochDay(), "add_months");
  }

  public static int lastDay(int date) {
    return (int) date(date).with(TemporalAdjusters.lastDayOfMonth()).toEpochDay();
  }

  /**
   * The first date behind this one that falls on the day, given by its English name or its first
   * letters.
   */
  public static int nextDay(int date, String dayName) {
    DayOfWeek day = day(dayName);
    if (day == null) {
      throw KernelErrors.invalidArgument(
          "day of the week", dayName, "known are names such as MON, MONDAY and MO");
    }
    return (int) date(date).with(TemporalAdjusters.next(day)).toEpochDay();
  }

  private static @Nullable DayOfWeek day(String name) {
    return switch (name.strip().toUpperCase(Locale.ROOT)) {
      case "MO", "MON", "MONDAY" -> DayOfWeek.MONDAY;
      case "TU", "TUE", "TUESDAY" -> DayOfWeek.TUESDAY;
      case "WE", "WED", "WEDNESDAY" -> DayOfWeek.WEDNESDAY;
      case "TH", "THU", "THURSDAY" -> DayOfWeek.THURSDAY;
      case "FR", "FRI", "FRIDAY" -> DayOfWeek.FRIDAY;
      case "SA", "SAT", "SATURDAY" -> DayOfWeek.SATURDAY;
      case "SU", "SUN", "SUNDAY" -> DayOfWeek.SUNDAY;
      default -> null;
    };
  }

  /** The first day of the year, quarter, month or week; null for another unit. */
  public static @Nullable Integer trunc(int date, String unit) {
    LocalDate local = date(date);
    LocalDate first = firstDay(local, unit);
    return first == null ? null : Integer.valueOf((int) first.toEpochDay());
  }

  static @Nullable LocalDate firstDay(LocalDate date, String unit) {
    return switch (unit.strip().toUpperCase(Locale.ROOT)) {
      case "YEAR", "YYYY", "YY" -> date.withDayOfYear(1);
      case "QUARTER" -> date.withDayOfMonth(1).withMonth((date.getMonthValue() - 1) / 3 * 3 + 1);
      case "MONTH", "MON", "MM" -> date.withDayOfMonth(1);
      case "WEEK" -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      default -> null;
    };
  }

  public static int makeDate(int year, int month, int day) {
    try {
      return days(LocalDate.of(year, month, day).toEpochDay(), "make_date");
    } catch (DateTimeException e) {
      throw KernelErrors.invalidArgument(
          "date", year + "-" + month + "-" + day, String.valueOf(e.getMessage()));
    }
  }

  public static int unixDate(int date) {
    return date;
  }

  public static int dateFromUnixDate(int days) {
    return days;
  }

  private static int days(long days, String function) {
    if (days != (int) days) {
      throw KernelErrors.overflow("The date", function, "try_add");
    }
    return (int) days;
  }
}
