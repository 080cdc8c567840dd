package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.vector.ColumnVector;
import io.sampo.codegen.vector.Memory;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.runtime.batch.ValueStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A flow that is interpreted row by row instead of compiled: slow, and a check on what is compiled.
 * Used by one thread.
 */
final class InterpretedPipeline extends GeneratedPipeline {
  private static final int STEPS_WITHOUT_INTERRUPTION = 1 << 10;

  private final Program program;
  private final @Nullable Object[] values;
  private int steps;

  /**
   * What instances of one flow share.
   *
   * @param source the source's columns
   * @param sourceSlots their slots, -1 where nobody asks
   * @param sourceRows the layout of the rows the source yields, or null when it yields batches
   * @param slotCount how many slots there are
   * @param first the first step, or the sink
   */
  record Program(
      List<ColumnReference> source,
      int[] sourceSlots,
      @Nullable RowLayout sourceRows,
      int slotCount,
      InterpretedNode first) {}

  InterpretedPipeline(Program program) {
    this.program = program;
    this.values = new Object[program.slotCount()];
  }

  /** Called for everything that is done beyond one thing for each row. */
  void step() {
    if (++steps >= STEPS_WITHOUT_INTERRUPTION) {
      steps = 0;
      interrupt();
    }
  }

  @Override
  public void process(int rows) {
    RowLayout layout = program.sourceRows();
    for (int i = 0; i < rows; i++) {
      if (layout == null) {
        loadBatchRow(i);
      } else {
        long row = Memory.getLong(inputRows + 8L * i);
        InterpretedNode.load(layout.fields(), program.sourceSlots(), row, values);
      }
      program.first().accept(this, values);
    }
  }

  private void loadBatchRow(int row) {
    int[] slots = program.sourceSlots();
    for (int c = 0; c < slots.length; c++) {
      if (slots[c] >= 0) {
        ColumnVector vector = source.column(c);
        values[slots[c]] =
            vector.isNull(row)
                ? null
                : ValueStore.get(
                    vector.layout, program.source().get(c).type(), vector.address(row));
      }
    }
  }
}
