package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.physical.FileTarget;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.runtime.batch.ValueStore;
import io.sampo.runtime.memory.OperatorMemory;
import io.sampo.runtime.write.AttemptFiles;
import io.sampo.runtime.write.StagedFile;
import io.sampo.types.DataType;
import io.sampo.types.StructType;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rows one task writes. Nothing of a failed attempt's files is told to anybody. */
final class FilePart implements SinkPart {
  private final StructType report;
  private final QueryContext context;
  private final OperatorMemory memory;
  private final AttemptFiles files;
  private final Consumer<@Nullable ColumnBatch> delivery;
  private final FilledBatches batches;
  private boolean closed;

  /**
   * @param delivery takes over the report when the task is done; null when there are no files
   */
  FilePart(
      StructType schema,
      StructType report,
      FileTarget target,
      QueryContext context,
      Consumer<@Nullable ColumnBatch> delivery) {
    this.report = report;
    this.context = context;
    this.memory = context.memory().operator("write", false);
    this.files = new AttemptFiles(target, schema, memory.allocator());
    this.delivery = delivery;
    this.batches = new FilledBatches(schema, context, this::write);
  }

  @Override
  public void attach(GeneratedPipeline pipeline) {
    pipeline.result = batches;
  }

  private void write(ColumnBatch full) {
    try (full) {
      files.append(full);
    }
  }

  @Override
  public void finish(GeneratedPipeline pipeline) {
    batches.finish(pipeline);
    List<StagedFile> written = files.finish();
    close();
    delivery.accept(written.isEmpty() ? null : told(written));
  }

  private ColumnBatch told(List<StagedFile> written) {
    var told = new ColumnBatch(report, written.size(), context.allocator());
    for (int row = 0; row < written.size(); row++) {
      StagedFile file = written.get(row);
      put(told, row, 0, file.file());
      put(told, row, 1, file.folder());
      put(told, row, 2, file.rows());
      put(told, row, 3, file.bytes());
    }
    told.setRows(written.size());
    return told;
  }

  private void put(ColumnBatch told, int row, int column, Object value) {
    DataType type = report.fields().get(column).type();
    VectorLayout layout = VectorLayout.of(type);
    long address = told.values(column) + (long) row * layout.bytes();
    Memory.putByte(told.nulls(column) + row, (byte) 0);
    ValueStore.put(layout, type, address, value, told.strings());
  }

  @Override
  public OperatorMemory memory() {
    return memory;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    files.close();
    batches.close();
    memory.close();
  }
}
