package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.HeapStates;
import io.sampo.physical.AggregateState;
import io.sampo.plan.function.BoundFunction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The accumulators on the heap of one part of the groups. */
final class HeapAccumulators implements HeapStates {
  private final List<BoundFunction> functions;
  private final List<HeapAccumulator> accumulators = new ArrayList<>();

  private HeapAccumulators(List<BoundFunction> functions) {
    this.functions = functions;
  }

  /** Null when no state lives on the heap. */
  static @Nullable HeapAccumulators forStates(List<AggregateState> states) {
    List<BoundFunction> functions =
        states.stream()
            .filter(state -> state.kind() == AggregateState.Kind.HEAP)
            .map(state -> state.function().orElseThrow())
            .toList();
    return functions.isEmpty() ? null : new HeapAccumulators(functions);
  }

  @Override
  public long update(int state, long handle, @Nullable Object[] values) {
    long known = handle == 0 ? create(state) : handle;
    accumulators.get((int) known - 1).add(values);
    return known;
  }

  private long create(int state) {
    accumulators.add(HeapAccumulator.of(functions.get(state)));
    return accumulators.size();
  }

  /** Joins another part's accumulator to one of this part. */
  long merge(int state, long handle, HeapAccumulators other, long otherHandle) {
    if (otherHandle == 0) {
      return handle;
    }
    long known = handle == 0 ? create(state) : handle;
    accumulators.get((int) known - 1).merge(other.accumulators.get((int) otherHandle - 1));
    return known;
  }

  /** The result of an accumulator; of no rows when the handle is 0. */
  @Nullable Object result(int state, long handle) {
    HeapAccumulator accumulator =
        handle == 0 ? HeapAccumulator.of(functions.get(state)) : accumulators.get((int) handle - 1);
    return accumulator.result();
  }
}
