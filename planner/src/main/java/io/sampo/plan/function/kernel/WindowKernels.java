package io.sampo.plan.function.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Windows of time. */
public final class WindowKernels {
  private WindowKernels() {}

  /**
   * The windows that hold a time, each a start and an end behind it, latest first.
   *
   * @param duration from a window's start to its end, in microseconds
   * @param slide from a window's start to the next one's, at most the duration
   * @param offset a start of some window, counted from 1970-01-01 00:00:00 UTC
   */
  public static List<List<Long>> timeWindows(long time, long duration, long slide, long offset) {
    long last = time - Math.floorMod(time - offset, slide);
    var windows = new ArrayList<List<Long>>();
    for (long start = last; start > time - duration; start -= slide) {
      windows.add(List.of(start, start + duration));
    }
    return windows;
  }

  /** The times from start to stop, a day apart. */
  public static List<Long> days(long start, long stop) {
    return CollectionKernels.sequence(
        start, stop, start <= stop ? DateKernels.MICROS_PER_DAY : -DateKernels.MICROS_PER_DAY);
  }

  /** The times from start to stop, a day of a zone apart. */
  public static List<Long> days(long start, long stop, String zone) {
    return times(
        start,
        stop,
        start <= stop ? DateKernels.MICROS_PER_DAY : -DateKernels.MICROS_PER_DAY,
        zone);
  }

  /** The times from start to stop by an interval, whole days of it as a zone counts them. */
  public static List<Long> times(long start, long stop, long step, String zone) {
    if (step % DateKernels.MICROS_PER_DAY != 0 || step == 0) {
      return CollectionKernels.sequence(start, stop, step);
    }
    if (step > 0 ? start > stop : start < stop) {
      throw KernelErrors.invalidArgument(
          "step", step, "it does not lead from the start to the stop");
    }
    var times = new ArrayList<Long>();
    long time = start;
    for (int i = 1; step > 0 ? time <= stop : time >= stop; i++) {
      times.add(time);
      time = TimestampKernels.addInterval(start, Math.multiplyExact(i, step), zone);
    }
    return times;
  }

  /** The times from start to stop by months, as the clocks of no zone show them. */
  public static List<Long> months(long start, long stop, int months) {
    return months(start, stop, months, "UTC");
  }

  /** The times from start to stop by months, as the clocks of a zone show them. */
  public static List<Long> months(long start, long stop, int months, String zone) {
    boolean possible = months > 0 ? start <= stop : months < 0 && start >= stop;
    if (!possible && start != stop) {
      throw KernelErrors.invalidArgument(
          "step", months, "it does not lead from the start to the stop");
    }
    var times = new ArrayList<Long>();
    long time = start;
    for (int i = 1; months > 0 ? time <= stop : time >= stop; i++) {
      times.add(time);
      if (months == 0) {
        break;
      }
      time = TimestampKernels.addMonths(start, Math.multiplyExact(i, months), zone);
    }
    return times;
  }

  /** The last moment before a window's end. */
  public static @Nullable Long windowTime(List<?> window) {
    return window.get(1) instanceof Long end ? end - 1 : null;
  }
}
