package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.HeapStates;
import io.sampo.physical.AggregateState;
import io.sampo.plan.expression.Literal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The accumulators on the heap of one part of the groups. Values are entered by one thread; several
 * may merge, each with groups of its own.
 */
final class HeapAccumulators implements HeapStates {
  private static final long ACCUMULATOR_BYTES = 128;

  /** An object with its place in a collection takes about so much. */
  private static final long VALUE_BYTES = 48;

  /** A double of many in an array that grows. */
  private static final long DOUBLE_BYTES = 16;

  /** A value that is saved takes about so much. */
  private static final int SAVED_BYTES = 9;

  private final List<AggregateState> states;
  private @Nullable HeapAccumulator[] accumulators = new HeapAccumulator[64];
  private int count;
  private final ArrayDeque<Integer> released = new ArrayDeque<>();
  private long entered;
  private long doubles;

  /** Of texts, arrays and the like among the values entered. */
  private long bytes;

  private HeapAccumulators(List<AggregateState> states) {
    this.states = states;
  }

  /** Null when no state lives on the heap. */
  static @Nullable HeapAccumulators forStates(List<AggregateState> states) {
    List<AggregateState> heap =
        states.stream().filter(state -> state.kind() == AggregateState.Kind.HEAP).toList();
    return heap.isEmpty() ? null : new HeapAccumulators(heap);
  }

  @Override
  public long update(int state, long handle, @Nullable Object[] values) {
    long known = handle == 0 ? create(state) : handle;
    HeapAccumulator accumulator = at(known);
    if (accumulator instanceof DoubleValues) {
      doubles++;
    } else {
      entered += values.length;
      for (Object value : values) {
        bytes += bytes(value);
      }
    }
    accumulator.add(values);
    return known;
  }

  @Override
  public long updateDouble(int state, long handle, double value) {
    long known = handle == 0 ? create(state) : handle;
    HeapAccumulator accumulator = at(known);
    if (accumulator instanceof DoubleValues values) {
      doubles++;
      values.add(value);
    } else {
      entered++;
      accumulator.add(row(state, value));
    }
    return known;
  }

  /** The arguments of a state whose first one is given and whose others are constants. */
  private @Nullable Object[] row(int state, double value) {
    @Nullable Object[] row =
        states.get(state).arguments().stream()
            .map(argument -> argument instanceof Literal literal ? literal.value() : null)
            .toArray();
    row[0] = value;
    return row;
  }

  private HeapAccumulator at(long handle) {
    HeapAccumulator accumulator = accumulators[(int) handle - 1];
    if (accumulator == null) {
      throw new IllegalStateException("no accumulator " + handle);
    }
    return accumulator;
  }

  private synchronized HeapAccumulator find(long handle) {
    return at(handle);
  }

  private synchronized long create(int state) {
    return put(HeapAccumulator.of(states.get(state)));
  }

  private synchronized long put(HeapAccumulator accumulator) {
    Integer free = released.pollLast();
    if (free != null) {
      accumulators[free] = accumulator;
      return free + 1L;
    }
    if (count == accumulators.length) {
      accumulators = Arrays.copyOf(accumulators, count * 2);
    }
    accumulators[count++] = accumulator;
    return count;
  }

  /** About how many bytes of the heap are taken. */
  long bytes() {
    return ACCUMULATOR_BYTES * count + VALUE_BYTES * entered + DOUBLE_BYTES * doubles + bytes;
  }

  /** What a value takes beside {@link #VALUE_BYTES}, about. */
  private static long bytes(@Nullable Object value) {
    return switch (value) {
      case String text -> text.length();
      case byte[] bytes -> bytes.length;
      case Collection<?> values -> {
        long sum = 0;
        for (Object part : values) {
          sum += VALUE_BYTES + bytes(part);
        }
        yield sum;
      }
      case Map<?, ?> map -> bytes(map.keySet()) + bytes(map.values());
      case null, default -> 0;
    };
  }

  /** What an accumulator holds, as bytes; none when the handle is 0. */
  byte[] save(long handle) {
    if (handle == 0) {
      return new byte[0];
    }
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      at(handle).save(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** An accumulator that holds what was saved; 0 when nothing was. */
  long load(int state, byte[] saved) {
    if (saved.length == 0) {
      return 0;
    }
    HeapAccumulator accumulator = HeapAccumulator.of(states.get(state));
    try (var in = new DataInputStream(new ByteArrayInputStream(saved))) {
      accumulator.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (accumulator instanceof DoubleValues) {
      doubles += saved.length / Double.BYTES;
    } else {
      entered += saved.length / SAVED_BYTES;
    }
    return put(accumulator);
  }

  /** Forgets all accumulators. */
  synchronized void clear() {
    accumulators = new HeapAccumulator[64];
    count = 0;
    entered = 0;
    doubles = 0;
    bytes = 0;
    released.clear();
  }

  /** Joins another part's accumulator to one of this part. */
  long merge(int state, long handle, HeapAccumulators other, long otherHandle) {
    if (otherHandle == 0) {
      return handle;
    }
    long known = handle == 0 ? create(state) : handle;
    find(known).merge(other.find(otherHandle));
    return known;
  }

  /**
   * The result of an accumulator; of no rows when the handle is 0. Afterwards the accumulator is
   * gone.
   */
  @Nullable Object result(int state, long handle) {
    if (handle == 0) {
      return HeapAccumulator.of(states.get(state)).result();
    }
    Object result = find(handle).result();
    release(handle);
    return result;
  }

  /** The accumulator is gone. */
  synchronized void release(long handle) {
    accumulators[(int) handle - 1] = null;
    released.add((int) handle - 1);
  }
}
