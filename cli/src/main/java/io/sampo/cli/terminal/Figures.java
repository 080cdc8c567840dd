package io.sampo.cli.terminal;

import java.time.Duration;

/** Numbers for people: three digits and a unit, always with a decimal point. */
public final class Figures {
  private static final String[] COUNT_UNITS = {"", " k", " M", " G", " T"};
  private static final String[] BYTE_UNITS = {" B", " kB", " MB", " GB", " TB", " PB"};
  private static final long NANOS_PER_MICRO = 1_000L;
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int SECONDS_PER_HOUR = 3600;

  private Figures() {}

  /** For example {@code 812}, {@code 1.23 M}. */
  public static String count(double number) {
    return scaled(number, COUNT_UNITS);
  }

  /** In decimal units, for example {@code 612 MB}. */
  public static String bytes(double bytes) {
    return scaled(bytes, BYTE_UNITS);
  }

  /** With commas between thousands, for example {@code 10,000,000}. */
  public static String grouped(long number) {
    var text = new StringBuilder(Long.toString(number));
    for (int at = text.length() - 3; at > (number < 0 ? 1 : 0); at -= 3) {
      text.insert(at, ',');
    }
    return text.toString();
  }

  /** For example {@code 3.4 ms}, {@code 1.25 s}, {@code 2 min 5 s}. */
  public static String duration(Duration duration) {
    long nanos = duration.toNanos();
    if (nanos < NANOS_PER_MILLI) {
      return digits(nanos / (double) NANOS_PER_MICRO) + " µs";
    }
    if (nanos < NANOS_PER_SECOND) {
      return digits(nanos / (double) NANOS_PER_MILLI) + " ms";
    }
    long seconds = Math.round(nanos / NANOS_PER_SECOND);
    if (seconds < SECONDS_PER_MINUTE) {
      return digits(nanos / NANOS_PER_SECOND) + " s";
    }
    if (seconds < SECONDS_PER_HOUR) {
      return seconds / SECONDS_PER_MINUTE + " min " + seconds % SECONDS_PER_MINUTE + " s";
    }
    return seconds / SECONDS_PER_HOUR
        + " h "
        + seconds % SECONDS_PER_HOUR / SECONDS_PER_MINUTE
        + " min";
  }

  /** Milliseconds with one decimal, for example {@code 142.7}. */
  public static String milliseconds(Duration duration) {
    return fixed(duration.toNanos() / (double) NANOS_PER_MILLI, 1);
  }

  private static String scaled(double number, String[] units) {
    double rest = number;
    int unit = 0;
    while (rest >= 999.5 && unit < units.length - 1) {
      rest /= 1000;
      unit++;
    }
    return (unit == 0 ? Long.toString(Math.round(rest)) : digits(rest)) + units[unit];
  }

  /** Three significant digits. */
  private static String digits(double number) {
    return fixed(number, number < 9.995 ? 2 : number < 99.95 ? 1 : 0);
  }

  private static String fixed(double number, int decimals) {
    long factor = decimals == 0 ? 1 : decimals == 1 ? 10 : 100;
    long scaled = Math.round(number * factor);
    if (decimals == 0) {
      return Long.toString(scaled);
    }
    String fraction = Long.toString(factor + scaled % factor).substring(1);
    return scaled / factor + "." + fraction;
  }
}
