package io.sampo.runtime.operator;

import io.sampo.codegen.kernel.Interpreted;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.vector.Memory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step, or the sink, of an interpreted flow; passes a row on to those behind it. Immutable,
 * shared by all tasks.
 */
interface InterpretedNode {
  /**
   * @param values the row's values by slot; slots that steps behind this one fill are overwritten
   */
  void accept(InterpretedPipeline pipeline, @Nullable Object[] values);

  /** Keeps rows for which all conditions are true. */
  record Filter(List<RowExpression> conditions, InterpretedNode next) implements InterpretedNode {
    @Override
    public void accept(InterpretedPipeline pipeline, @Nullable Object[] values) {
      for (RowExpression condition : conditions) {
        if (!condition.isTrue(values)) {
          return;
        }
      }
      next.accept(pipeline, values);
    }
  }

  /** Computes a value once a row. */
  record Keep(RowExpression expression, int slot, InterpretedNode next) implements InterpretedNode {
    @Override
    public void accept(InterpretedPipeline pipeline, @Nullable Object[] values) {
      values[slot] = expression.evaluate(values);
      next.accept(pipeline, values);
    }
  }

  /** Counts a row and the time it takes from here on. */
  record Count(int counter, InterpretedNode next) implements InterpretedNode {
    @Override
    public void accept(InterpretedPipeline pipeline, @Nullable Object[] values) {
      long start = System.nanoTime();
      next.accept(pipeline, values);
      pipeline.counts[2 * counter]++;
      pipeline.counts[2 * counter + 1] += System.nanoTime() - start;
    }
  }

  /** Passes a row on once for each projection. */
  record Expand(List<List<RowExpression>> projections, int[] slots, InterpretedNode next)
      implements InterpretedNode {
    @Override
    public void accept(InterpretedPipeline pipeline, @Nullable Object[] values) {
      @Nullable Object[][] computed = new Object[projections.size()][];
      for (int p = 0; p < computed.length; p++) {
        computed[p] =
            projections.get(p).stream().map(expression -> expression.evaluate(values)).toArray();
      }
      for (@Nullable Object[] row : computed) {
        for (int i = 0; i < slots.length; i++) {
          values[slots[i]] = row[i];
        }
        next.accept(pipeline, values);
      }
    }
  }

  /** Passes a row on once for each element of an array. */
  record Generate(
      RowExpression elements, boolean outer, int position, int element, InterpretedNode next)
      implements InterpretedNode {
    @Override
    public void accept(InterpretedPipeline pipeline, @Nullable Object[] values) {
      @Nullable Object[] array = {elements.evaluate(values)};
      int size = Interpreted.size(array, outer);
      for (int i = 0; i < size; i++) {
        pipeline.step();
        values[position] = Interpreted.position(array, i);
        values[element] = Interpreted.element(array, i);
        next.accept(pipeline, values);
      }
    }
  }

  /** Loads the fields of a row that have a slot, slot -1 meaning that nobody asks. */
  static void load(List<RowLayout.Field> fields, int[] slots, long row, @Nullable Object[] values) {
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] >= 0) {
        RowLayout.Field field = fields.get(i);
        values[slots[i]] = RowFields.isNull(field, row) ? null : RowFields.box(field, row);
      }
    }
  }

  /** Marks a row that is looked up or collected as not matched yet, with its hash. */
  static void head(long row, long hash) {
    Memory.putLong(row + RowLayout.HASH, hash);
    Memory.putByte(row + RowLayout.MATCHED, (byte) 0);
  }
}
