package io.sampo.runtime.operator;

import io.sampo.plan.function.kernel.OrderKernels;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Accumulators that keep each value that is not null once. */
final class DistinctValues {
  private DistinctValues() {}

  /** An array of the values, in order. */
  static final class Collected implements HeapAccumulator {
    private final TreeSet<Object> values = new TreeSet<>(OrderKernels::compare);

    @Override
    public void add(@Nullable Object[] arguments) {
      if (arguments[0] != null) {
        values.add(arguments[0]);
      }
    }

    @Override
    public void merge(HeapAccumulator other) {
      values.addAll(((Collected) other).values);
    }

    @Override
    public Object result() {
      return new ArrayList<>(values);
    }
  }

  /** The most frequent value, the smallest of several. */
  static final class Mode implements HeapAccumulator {
    private final TreeMap<Object, Long> counts = new TreeMap<>(OrderKernels::compare);

    @Override
    public void add(@Nullable Object[] arguments) {
      if (arguments[0] != null) {
        counts.merge(arguments[0], 1L, Long::sum);
      }
    }

    @Override
    public void merge(HeapAccumulator other) {
      ((Mode) other).counts.forEach((value, count) -> counts.merge(value, count, Long::sum));
    }

    @Override
    public @Nullable Object result() {
      Object best = null;
      long most = 0;
      for (Map.Entry<Object, Long> entry : counts.entrySet()) {
        if (entry.getValue() > most) {
          most = entry.getValue();
          best = entry.getKey();
        }
      }
      return best;
    }
  }

  /** How many values there are. */
  static final class Counted implements HeapAccumulator {
    private final Set<Object> values = new HashSet<>();

    @Override
    public void add(@Nullable Object[] arguments) {
      if (arguments[0] != null) {
        values.add(key(arguments[0]));
      }
    }

    /** Something that equals exactly what the value is equal to in SQL. */
    private static Object key(Object value) {
      return switch (value) {
        case byte[] bytes -> ByteBuffer.wrap(bytes);
        case Double number -> number == 0 ? 0.0 : number;
        case Float number -> number == 0 ? 0.0f : number;
        case List<?> list ->
            list.stream().map(part -> part == null ? Counted.class : key(part)).toList();
        default -> value;
      };
    }

    @Override
    public void merge(HeapAccumulator other) {
      values.addAll(((Counted) other).values);
    }

    @Override
    public Object result() {
      return (long) values.size();
    }
  }
}
