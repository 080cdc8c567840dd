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
  /** An entry of a map or set takes about so much. */
  private static final long ENTRY_BYTES = 40;

  private DistinctValues() {}

  /** An array of the values, in order. */
  static final class Collected implements HeapAccumulator {
    private final TreeSet<Object> values = new TreeSet<>(OrderKernels::compare);
    private long bytes;

    @Override
    public void add(@Nullable Object[] arguments) {
      if (arguments[0] != null) {
        enter(arguments[0]);
      }
    }

    private void enter(Object value) {
      if (values.add(value)) {
        bytes += ENTRY_BYTES + HeapAccumulator.bytes(value);
      }
    }

    @Override
    public void merge(HeapAccumulator other) {
      ((Collected) other).values.forEach(this::enter);
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
    public long bytes() {
      return bytes;
    }

    @Override
    public Object result() {
      return new ArrayList<>(values);
    }
  }

  /** The most frequent value, the smallest of several. */
  static final class Mode implements HeapAccumulator {
    private final TreeMap<Object, Long> counts = new TreeMap<>(OrderKernels::compare);
    private long bytes;

    @Override
    public void add(@Nullable Object[] arguments) {
      if (arguments[0] != null) {
        enter(arguments[0], 1);
      }
    }

    private void enter(Object value, long count) {
      int before = counts.size();
      counts.merge(value, count, Long::sum);
      if (counts.size() > before) {
        bytes += 2 * ENTRY_BYTES + HeapAccumulator.bytes(value);
      }
    }

    @Override
    public void merge(HeapAccumulator other) {
      ((Mode) other).counts.forEach(this::enter);
    }

    @Override
    public void save(DataOutputStream out) throws IOException {
      SavedValues.write(out, counts);
    }

    @Override
    public void load(DataInputStream in) throws IOException {
      if (SavedValues.read(in) instanceof Map<?, ?> more) {
        more.forEach((value, count) -> enter(value, (Long) count));
      }
    }

    @Override
    public long bytes() {
      return bytes;
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

    private long bytes;

    @Override
    public void add(@Nullable Object[] arguments) {
      if (arguments[0] != null) {
        enter(arguments[0]);
      }
    }

    private void enter(Object value) {
      if (values.putIfAbsent(key(value), value) == null) {
        bytes += 2 * ENTRY_BYTES + HeapAccumulator.bytes(value);
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
      ((Counted) other).values.values().forEach(this::enter);
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
    public long bytes() {
      return bytes;
    }

    @Override
    public Object result() {
      return (long) values.size();
    }
  }
}
