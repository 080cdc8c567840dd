package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.physical.Sink;
import io.sampo.runtime.batch.ValueStore;
import io.sampo.types.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sinks of interpreted flows that keep rows or yield them. */
final class InterpretedSink {
  private InterpretedSink() {}

  /**
   * Keeps rows; for a join's table with the hash of their keys.
   *
   * @param table the table, or null when the rows are for no join
   */
  record Rows(List<RowExpression> columns, RowLayout layout, Sink.@Nullable BuildTable table)
      implements InterpretedNode {
    @Override
    public void accept(InterpretedPipeline pipeline, @Nullable Object[] values) {
      @Nullable Object[] row = columns.stream().map(column -> column.evaluate(values)).toArray();
      int keys = table == null ? 0 : table.keys().size();
      for (int i = 0; i < keys; i++) {
        if (row[i] == null && table != null && !table.nullSafe().get(i)) {
          pipeline.sawNullKey = true;
          if (!table.keepNullKeys()) {
            return;
          }
        }
      }
      long target = pipeline.rows.add();
      for (int i = 0; i < row.length; i++) {
        new FieldWriter(layout.fields().get(i), pipeline.rows.strings()).put(target, row[i]);
      }
      if (table != null) {
        InterpretedNode.head(target, RowFields.hash(layout.fields().subList(0, keys), target));
      }
    }
  }

  /** Writes rows into the columns of the result. */
  record Result(List<RowExpression> columns, List<DataType> types) implements InterpretedNode {
    @Override
    public void accept(InterpretedPipeline pipeline, @Nullable Object[] values) {
      int row = pipeline.resultRows;
      for (int i = 0; i < types.size(); i++) {
        Object value = columns.get(i).evaluate(values);
        VectorLayout layout = VectorLayout.of(types.get(i));
        long address = pipeline.result.values(i) + (long) row * layout.bytes();
        Memory.putByte(pipeline.result.nulls(i) + row, (byte) (value == null ? 1 : 0));
        if (value == null) {
          Memory.fill(address, layout.bytes(), (byte) 0);
        } else if (layout == VectorLayout.VIEW) {
          long view = pipeline.scratch.reserve(StringView.BYTES);
          ValueStore.put(layout, types.get(i), view, value, pipeline.scratch);
          pipeline.result.keep(view, address);
        } else {
          ValueStore.put(layout, types.get(i), address, value, pipeline.scratch);
        }
      }
      pipeline.resultRows = row + 1;
      if (pipeline.resultRows == pipeline.capacity) {
        pipeline.result.flush(pipeline.resultRows);
        pipeline.resultRows = 0;
      }
    }
  }
}
