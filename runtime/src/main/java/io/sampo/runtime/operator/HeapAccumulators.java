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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The accumulators on the heap of one part of the groups. Values are entered by one thread; several
 * may merge, each with groups of its own.
 */
final class HeapAccumulators implements HeapStates {
  private static final long ACCUMULATOR_BYTES = 128;

  private final List<AggregateState> states;
  private @Nullable HeapAccumulator[] accumulators = new HeapAccumulator[64];
  private int count;
  private final ArrayDeque<Integer> released = new ArrayDeque<>();

  /** What the accumulators hold, about, without what {@link #joined} says. */
  private long entered;

  /** By how much that has changed as accumulators were joined, loaded and released. */
  private long joined;

  private boolean shrunk;

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
    long before = accumulator.bytes();
    accumulator.add(values);
    entered += accumulator.bytes() - before;
    return known;
  }

  @Override
  public long updateDouble(int state, long handle, double value) {
    long known = handle == 0 ? create(state) : handle;
    HeapAccumulator accumulator = at(known);
    long before = accumulator.bytes();
    if (accumulator instanceof DoubleValues values) {
      values.add(value);
    } else {
      accumulator.add(row(state, value));
    }
    entered += accumulator.bytes() - before;
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
    return take(HeapAccumulator.of(states.get(state)));
  }

  private synchronized long take(HeapAccumulator accumulator) {
    joined += accumulator.bytes();
    return put(accumulator);
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

  /** Puts values on disk where that is possible; used by one thread. */
  void shrink(QueryContext context) {
    for (int i = 0; i < count; i++) {
      HeapAccumulator accumulator = accumulators[i];
      if (accumulator != null) {
        long before = accumulator.bytes();
        accumulator.shrink(context);
        shrunk |= accumulator.hasShrunk();
        grow(accumulator.bytes() - before);
      }
    }
  }

  /** Whether some values are on disk, so that the accumulators cannot be saved. */
  boolean hasShrunk() {
    return shrunk;
  }

  /** About how many bytes of the heap are taken. */
  synchronized long bytes() {
    return ACCUMULATOR_BYTES * count + entered + joined;
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
    return take(accumulator);
  }

  /** Forgets all accumulators. */
  synchronized void clear() {
    accumulators = new HeapAccumulator[64];
    count = 0;
    entered = 0;
    joined = 0;
    shrunk = false;
    released.clear();
  }

  /** Joins another part's accumulator to one of this part. */
  long merge(int state, long handle, HeapAccumulators other, long otherHandle) {
    if (otherHandle == 0) {
      return handle;
    }
    long known = handle == 0 ? create(state) : handle;
    HeapAccumulator target = find(known);
    HeapAccumulator source = other.find(otherHandle);
    long targetBefore = target.bytes();
    long sourceBefore = source.bytes();
    target.merge(source);
    grow(target.bytes() - targetBefore);
    other.grow(source.bytes() - sourceBefore);
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

  private synchronized void grow(long bytes) {
    joined += bytes;
  }

  /** The accumulator is gone. */
  synchronized void release(long handle) {
    joined -= at(handle).bytes();
    accumulators[(int) handle - 1] = null;
    released.add((int) handle - 1);
  }
}
