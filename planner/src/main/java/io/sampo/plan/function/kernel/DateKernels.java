package io.sampo.plan.function.kernel;

import java.time.LocalDate;

/** Functions over dates (days since 1970-01-01) and day-time intervals (microseconds). */
public final class DateKernels {
  static final long MICROS_PER_DAY = 86_400_000_000L;

  private DateKernels() {}

  public static int year(int date) {
    return LocalDate.ofEpochDay(date).getYear();
  }

  public static int quarter(int date) {
    return (LocalDate.ofEpochDay(date).getMonthValue() + 2) / 3;
  }

  public static int month(int date) {
    return LocalDate.ofEpochDay(date).getMonthValue();
  }

  public static int day(int date) {
    return LocalDate.ofEpochDay(date).getDayOfMonth();
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
    return days(LocalDate.ofEpochDay(date).plusMonths(months).toEpochDay(), "add_months");
  }

  private static int days(long days, String function) {
    if (days != (int) days) {
      throw KernelErrors.overflow("The date", function, "try_add");
    }
    return (int) days;
  }
}
