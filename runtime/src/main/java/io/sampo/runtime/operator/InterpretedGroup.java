package io.sampo.runtime.operator;

import io.sampo.codegen.kernel.Exact;
import io.sampo.codegen.kernel.PairSum;
import io.sampo.codegen.kernel.Wide;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.StringArena;
import io.sampo.codegen.table.GroupTable;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.physical.AggregateState;
import io.sampo.plan.expression.SortOrder;
import io.sampo.plan.function.kernel.OrderKernels;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Enters rows into the accumulators of their groups.
 *
 * @param layout of the grouped rows: keys, then the columns of the states
 * @param buffer which work buffer holds the keys
 */
record InterpretedGroup(List<RowExpression> keys, List<State> states, RowLayout layout, int buffer)
    implements InterpretedNode {

  /**
   * One accumulator.
   *
   * @param heapIndex its number among those on the heap, else -1
   */
  record State(
      AggregateState.Kind kind,
      List<RowLayout.Field> fields,
      List<RowExpression> arguments,
      List<SortOrder> ordering,
      Optional<RowExpression> filter,
      int heapIndex) {}

  @Override
  public void accept(InterpretedPipeline pipeline, @Nullable Object[] values) {
    long row = keys.isEmpty() ? pipeline.singleGroup : find(pipeline, values);
    for (State state : states) {
      if (state.filter().isEmpty() || state.filter().get().isTrue(values)) {
        update(pipeline, state, row, values);
      }
    }
  }

  private long find(InterpretedPipeline pipeline, @Nullable Object[] values) {
    GroupTable table = pipeline.groups;
    List<RowLayout.Field> fields = layout.fields().subList(0, keys.size());
    long keyRow = pipeline.buffers[buffer];
    for (int i = 0; i < fields.size(); i++) {
      new FieldWriter(fields.get(i), pipeline.scratch).put(keyRow, keys.get(i).evaluate(values));
    }
    long hash = RowFields.hash(fields, keyRow);
    for (long index = hash & table.mask; ; index = (index + 1) & table.mask) {
      long entry = Memory.getLong(table.slots + (index << 3));
      if (entry == 0) {
        long row = table.insert(hash);
        fields.forEach(field -> RowFields.copy(field, keyRow, row, table.rows().strings()));
        return row;
      }
      if ((entry ^ hash) >>> 48 == 0 && sameKeys(fields, keyRow, entry & GroupTable.ADDRESS)) {
        return entry & GroupTable.ADDRESS;
      }
    }
  }

  private static boolean sameKeys(List<RowLayout.Field> fields, long a, long b) {
    for (RowLayout.Field field : fields) {
      if (!RowFields.equal(field, a, b)) {
        return false;
      }
    }
    return true;
  }

  private void update(
      InterpretedPipeline pipeline, State state, long row, @Nullable Object[] values) {
    RowLayout.Field field = state.fields().getFirst();
    @Nullable Object[] arguments =
        state.arguments().stream().map(argument -> argument.evaluate(values)).toArray();
    if (state.kind() == AggregateState.Kind.HEAP) {
      long handle = Memory.getLong(row + field.offset());
      Memory.putLong(
          row + field.offset(), pipeline.heapStates.update(state.heapIndex(), handle, arguments));
      return;
    }
    if (state.kind() == AggregateState.Kind.FIRST) {
      first(pipeline, state, row, arguments);
      return;
    }
    for (Object argument : arguments) {
      if (argument == null) {
        return;
      }
    }
    enter(pipeline, state, row, arguments);
  }

  private static void first(
      InterpretedPipeline pipeline, State state, long row, @Nullable Object[] arguments) {
    RowLayout.Field entered = state.fields().getFirst();
    int keys = state.ordering().size();
    int values = arguments.length - keys;
    if (!RowFields.isNull(entered, row)) {
      @Nullable Object[] kept = new Object[keys];
      for (int i = 0; i < keys; i++) {
        RowLayout.Field field = state.fields().get(i + 1);
        kept[i] = RowFields.isNull(field, row) ? null : RowFields.box(field, row);
      }
      if (ValueOrder.compare(state.ordering(), arguments, values, kept, 0) >= 0) {
        return;
      }
    }
    StringArena strings = pipeline.groups.rows().strings();
    new FieldWriter(entered, strings).put(row, true);
    for (int i = 0; i < arguments.length; i++) {
      int place = i < values ? 1 + keys + i : 1 + i - values;
      new FieldWriter(state.fields().get(place), strings).put(row, arguments[i]);
    }
  }

  private static void enter(
      InterpretedPipeline pipeline, State state, long row, @Nullable Object[] arguments) {
    RowLayout.Field field = state.fields().getFirst();
    long address = row + field.offset();
    switch (state.kind()) {
      case COUNT -> Memory.putLong(address, Memory.getLong(address) + 1);
      case SUM -> {
        sum(field, address, (Number) arguments[0]);
        present(field, row);
      }
      case SUM_DOUBLE -> {
        for (Object part : arguments) {
          double value = ((Number) part).doubleValue();
          PairSum.add(address, row + state.fields().get(1).offset(), value);
        }
        present(field, row);
      }
      case SUM_PRODUCT -> {
        double a = ((Number) arguments[0]).doubleValue();
        double b = ((Number) arguments[1]).doubleValue();
        PairSum.addProduct(address, row + state.fields().get(1).offset(), a, b);
        present(field, row);
      }
      case MIN, MAX -> {
        if (RowFields.isNull(field, row)
            || isBetter(state.kind(), arguments[0], RowFields.box(field, row))) {
          RowFields.put(field, row, arguments[0], pipeline.groups.rows().strings());
        }
      }
      case FIRST, HEAP -> throw new IllegalStateException("updated elsewhere");
    }
  }

  private static boolean isBetter(AggregateState.Kind kind, Object value, Object current) {
    return switch (kind) {
      case MIN -> OrderKernels.compare(value, current) < 0;
      case MAX -> OrderKernels.compare(value, current) > 0;
      case COUNT, SUM, SUM_DOUBLE, SUM_PRODUCT, FIRST, HEAP -> false;
    };
  }

  private static void sum(RowLayout.Field field, long address, Number value) {
    if (field.layout() == VectorLayout.INT128) {
      BigInteger whole =
          value instanceof BigDecimal decimal
              ? decimal.unscaledValue()
              : BigInteger.valueOf(value.longValue());
      Wide.addTo(address, whole.longValue(), whole.shiftRight(64).longValue());
      return;
    }
    long addend =
        value instanceof BigDecimal decimal
            ? decimal.unscaledValue().longValueExact()
            : value.longValue();
    if (field.layout() == VectorLayout.INT) {
      Memory.putInt(address, Exact.add(Memory.getInt(address), (int) addend, -1));
    } else {
      Memory.putLong(address, Exact.add(Memory.getLong(address), addend, -1));
    }
  }

  private static void present(RowLayout.Field field, long row) {
    if (field.nullable()) {
      Memory.putByte(row + field.nullOffset(), (byte) 0);
    }
  }
}
