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

  /** The last moment before a window's end. */
  public static @Nullable Long windowTime(List<?> window) {
    return window.get(1) instanceof Long end ? end - 1 : null;
  }
}
