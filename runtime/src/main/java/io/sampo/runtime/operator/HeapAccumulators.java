package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.HeapStates;
import io.sampo.physical.AggregateState;
import io.sampo.plan.expression.Literal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The accumulators on the heap of one part of the groups. Values are entered by one thread; several
 * may merge, each with groups of its own.
 */
final class HeapAccumulators implements HeapStates {
  private final List<AggregateState> states;
  private @Nullable HeapAccumulator[] accumulators = new HeapAccumulator[64];
  private int count;

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
    at(known).add(values);
    return known;
  }

  @Override
  public long updateDouble(int state, long handle, double value) {
    long known = handle == 0 ? create(state) : handle;
    HeapAccumulator accumulator = at(known);
    if (accumulator instanceof DoubleValues values) {
      values.add(value);
    } else {
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
    if (count == accumulators.length) {
      accumulators = Arrays.copyOf(accumulators, count * 2);
    }
    accumulators[count++] = HeapAccumulator.of(states.get(state));
    return count;
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

  private synchronized void release(long handle) {
    accumulators[(int) handle - 1] = null;
  }
}
