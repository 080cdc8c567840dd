package io.sampo.plan.function.kernel;

import io.sampo.error.SampoException;
import io.sampo.types.CalendarInterval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Arithmetic of intervals: months, or microseconds. */
public final class IntervalKernels {
  private static final long MICROS = TimeKernels.MICROS_PER_SECOND;

  private IntervalKernels() {}

  public static int multiplyMonths(int months, BigDecimal factor) {
    return toInt(BigDecimal.valueOf(months).multiply(factor), "*");
  }

  public static int multiplyMonths(int months, double factor) {
    return toInt(exact(months * factor), "*");
  }

  public static long multiplyMicros(long micros, BigDecimal factor) {
    return toLong(BigDecimal.valueOf(micros).multiply(factor), "*");
  }

  public static long multiplyMicros(long micros, double factor) {
    return toLong(exact(micros * factor), "*");
  }

  public static int divideMonths(int months, BigDecimal divisor) {
    requireNonZero(divisor.signum() == 0);
    return toInt(BigDecimal.valueOf(months).divide(divisor, 0, RoundingMode.HALF_UP), "/");
  }

  public static int divideMonths(int months, double divisor) {
    requireNonZero(divisor == 0);
    return toInt(exact(months / divisor), "/");
  }

  public static long divideMicros(long micros, BigDecimal divisor) {
    requireNonZero(divisor.signum() == 0);
    return toLong(BigDecimal.valueOf(micros).divide(divisor, 0, RoundingMode.HALF_UP), "/");
  }

  public static long divideMicros(long micros, double divisor) {
    requireNonZero(divisor == 0);
    return toLong(exact(micros / divisor), "/");
  }

  private static void requireNonZero(boolean zero) {
    if (zero) {
      throw KernelErrors.divideByZero("/");
    }
  }

  private static BigDecimal exact(double value) {
    if (!Double.isFinite(value)) {
      throw KernelErrors.overflow("The interval", "*", "try_multiply");
    }
    return new BigDecimal(value);
  }

  private static int toInt(BigDecimal value, String operator) {
    try {
      return value.setScale(0, RoundingMode.HALF_UP).intValueExact();
    } catch (ArithmeticException e) {
      throw KernelErrors.overflow("The interval", operator, "try_multiply");
    }
  }

  private static long toLong(BigDecimal value, String operator) {
    try {
      return value.setScale(0, RoundingMode.HALF_UP).longValueExact();
    } catch (ArithmeticException e) {
      throw KernelErrors.overflow("The interval", operator, "try_multiply");
    }
  }

  public static int makeYearMonth(int years, int months) {
    try {
      return Math.addExact(Math.multiplyExact(years, 12), months);
    } catch (ArithmeticException e) {
      throw KernelErrors.overflow("The interval", "make_ym_interval", "try_multiply");
    }
  }

  public static long makeDayTime(int days, int hours, int minutes, BigDecimal seconds) {
    BigDecimal whole = BigDecimal.valueOf(((days * 24L + hours) * 60 + minutes) * 60);
    return toLong(whole.add(seconds).movePointRight(6), "make_dt_interval");
  }

  /** Weeks are seven days; an overflow is an error. */
  public static CalendarInterval makeInterval(
      int years, int months, int weeks, int days, int hours, int minutes, BigDecimal seconds) {
    try {
      long time = Math.addExact(hours * 3_600_000_000L, minutes * 60_000_000L);
      return new CalendarInterval(
          Math.addExact(Math.multiplyExact(years, 12), months),
          Math.addExact(Math.multiplyExact(weeks, 7), days),
          Math.addExact(time, seconds.movePointRight(6).longValueExact()));
    } catch (ArithmeticException e) {
      throw KernelErrors.overflow("The interval", "make_interval", "try_make_interval");
    }
  }

  public static @Nullable CalendarInterval tryMakeInterval(
      int years, int months, int weeks, int days, int hours, int minutes, BigDecimal seconds) {
    try {
      return makeInterval(years, months, weeks, days, hours, minutes, seconds);
    } catch (SampoException e) {
      return null;
    }
  }

  public static int years(int months) {
    return months / 12;
  }

  public static byte months(int months) {
    return (byte) (months % 12);
  }

  public static int days(long micros) {
    return (int) (micros / DateKernels.MICROS_PER_DAY);
  }

  public static byte hours(long micros) {
    return (byte) (micros / (3600 * MICROS) % 24);
  }

  public static byte minutes(long micros) {
    return (byte) (micros / (60 * MICROS) % 60);
  }

  public static BigDecimal seconds(long micros) {
    return BigDecimal.valueOf(micros % (60 * MICROS), 6);
  }
}
