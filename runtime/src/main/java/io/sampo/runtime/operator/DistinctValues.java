package io.sampo.runtime.operator;

import io.sampo.plan.function.kernel.OrderKernels;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    public void save(DataOutputStream out) throws IOException {
      SavedValues.writeAll(out, values);
    }

    @Override
    public void load(DataInputStream in) throws IOException {
      SavedValues.readAll(in).forEach(value -> add(new @Nullable Object[] {value}));
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
    public void save(DataOutputStream out) throws IOException {
      SavedValues.write(out, counts);
    }

    @Override
    public void load(DataInputStream in) throws IOException {
      if (SavedValues.read(in) instanceof Map<?, ?> more) {
        more.forEach((value, count) -> counts.merge(value, (Long) count, Long::sum));
      }
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
    /** The values by what equals exactly what they are equal to. */
    private final Map<Object, Object> values = new HashMap<>();

    @Override
    public void add(@Nullable Object[] arguments) {
      if (arguments[0] != null) {
        values.putIfAbsent(key(arguments[0]), arguments[0]);
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
      values.putAll(((Counted) other).values);
    }

    @Override
    public void save(DataOutputStream out) throws IOException {
      SavedValues.writeAll(out, values.values());
    }

    @Override
    public void load(DataInputStream in) throws IOException {
      SavedValues.readAll(in).forEach(value -> add(new @Nullable Object[] {value}));
    }

    @Override
    public Object result() {
      return (long) values.size();
    }
  }
}
