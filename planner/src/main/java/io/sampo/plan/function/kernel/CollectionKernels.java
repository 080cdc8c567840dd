package io.sampo.plan.function.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Construction of, and access to, arrays, maps and structs (both lists). */
public final class CollectionKernels {
  /** More elements than that make no array. */
  private static final long MAX_ELEMENTS = Integer.MAX_VALUE - 15L;

  private CollectionKernels() {}

  /** The field at a position, from 0. */
  public static @Nullable Object structField(List<?> struct, int index) {
    return struct.get(index);
  }

  public static List<@Nullable Object> structFieldOfEach(List<?> structs, int index) {
    var fields = new ArrayList<@Nullable Object>(structs.size());
    for (Object struct : structs) {
      fields.add(struct == null ? null : ((List<?>) struct).get(index));
    }
    return fields;
  }

  public static List<?> shuffle(List<?> array) {
    return shuffled(array, ThreadLocalRandom.current());
  }

  public static List<?> shuffle(List<?> array, long seed) {
    return shuffled(array, new SplittableRandom(seed));
  }

  private static List<?> shuffled(List<?> array, RandomGenerator random) {
    var shuffled = new ArrayList<@Nullable Object>(array);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      Collections.swap(shuffled, i, random.nextInt(i + 1));
    }
    return shuffled;
  }

  public static List<@Nullable Object> array(@Nullable Object[] values) {
    return Collections.unmodifiableList(Arrays.asList(values.clone()));
  }

  public static int size(List<?> array) {
    return array.size();
  }

  public static int size(Map<?, ?> map) {
    return map.size();
  }

  /** The element at an index from 0, which must exist. */
  public static @Nullable Object item(List<?> array, int index) {
    if (index < 0 || index >= array.size()) {
      throw KernelErrors.arrayIndex(index, array.size());
    }
    return array.get(index);
  }

  /** The element at an index from 0; null when there is none. */
  public static @Nullable Object get(List<?> array, int index) {
    return index < 0 || index >= array.size() ? null : array.get(index);
  }

  /** The element at a position from 1, or from the end when negative, which must exist. */
  public static @Nullable Object elementAt(List<?> array, int position) {
    if (position == 0) {
      throw KernelErrors.indexOfZero();
    }
    if (Math.abs((long) position) > array.size()) {
      throw KernelErrors.arrayIndex(position, array.size());
    }
    return array.get(position > 0 ? position - 1 : array.size() + position);
  }

  /** The value of a key; null when the key is not there. */
  public static @Nullable Object elementAt(Map<?, ?> map, Object key) {
    return MapKernels.value(map, key);
  }

  /** As {@link #elementAt(List, int)}, but null when there is no such element. */
  public static @Nullable Object tryElementAt(List<?> array, int position) {
    if (position == 0) {
      throw KernelErrors.indexOfZero();
    }
    return Math.abs((long) position) > array.size() ? null : elementAt(array, position);
  }

  public static @Nullable Object tryElementAt(Map<?, ?> map, Object key) {
    return MapKernels.value(map, key);
  }

  public static List<@Nullable Object> concatArrays(Object[] arrays) {
    var all = new ArrayList<@Nullable Object>();
    for (Object array : arrays) {
      all.addAll((List<?>) array);
    }
    return all;
  }

  public static List<@Nullable Object> repeat(@Nullable Object element, @Nullable Integer count) {
    return count == null ? List.of() : Collections.nCopies(Math.max(count, 0), element);
  }

  public static List<Long> sequence(long start, long stop) {
    return sequence(start, stop, start <= stop ? 1 : -1);
  }

  /** The numbers from start to stop, both included. */
  public static List<Long> sequence(long start, long stop, long step) {
    boolean possible = step > 0 ? start <= stop : step < 0 ? start >= stop : start == stop;
    if (!possible) {
      throw KernelErrors.invalidArgument(
          "step", step, "it does not lead from " + start + " to " + stop);
    }
    long count = step == 0 ? 1 : Math.subtractExact(stop, start) / step + 1;
    requireCount(count);
    var values = new ArrayList<Long>((int) count);
    for (long i = 0; i < count; i++) {
      values.add(start + i * step);
    }
    return values;
  }

  private static void requireCount(long count) {
    if (count > MAX_ELEMENTS) {
      throw KernelErrors.invalidArgument(
          "sequence", count, "an array holds at most " + MAX_ELEMENTS + " elements");
    }
  }

  public static List<Integer> sequence(int start, int stop) {
    return sequence((long) start, stop).stream().map(Long::intValue).toList();
  }

  public static List<Integer> sequence(int start, int stop, int step) {
    return sequence((long) start, (long) stop, (long) step).stream().map(Long::intValue).toList();
  }

  /** The dates from start to stop by days. */
  public static List<Integer> sequenceOfDays(int start, int stop, long micros) {
    if (micros % DateKernels.MICROS_PER_DAY != 0) {
      throw KernelErrors.invalidArgument("step", micros, "dates are whole days apart");
    }
    return sequence(start, stop, Math.toIntExact(micros / DateKernels.MICROS_PER_DAY));
  }

  /** The dates from start to stop by months. */
  public static List<Integer> sequenceOfMonths(int start, int stop, int months) {
    boolean possible = months > 0 ? start <= stop : months < 0 && start >= stop;
    if (!possible && start != stop) {
      throw KernelErrors.invalidArgument(
          "step", months, "it does not lead from the start to the stop");
    }
    var dates = new ArrayList<Integer>();
    int date = start;
    for (int i = 1; months > 0 ? date <= stop : date >= stop; i++) {
      dates.add(date);
      if (months == 0) {
        break;
      }
      date = DateKernels.addMonths(start, Math.multiplyExact(i, months));
    }
    return dates;
  }
}
