package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.pipeline.ResultBuffer;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.types.StructType;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The batches that a pipeline fills, one after the other. Used by one thread at a time. */
final class FilledBatches implements ResultBuffer, AutoCloseable {
  private final StructType schema;
  private final QueryContext context;
  private final Consumer<ColumnBatch> receiver;
  private @Nullable ColumnBatch batch;

  /**
   * @param receiver takes over every batch that is full, or the last
   */
  FilledBatches(StructType schema, QueryContext context, Consumer<ColumnBatch> receiver) {
    this.schema = schema;
    this.context = context;
    this.receiver = receiver;
  }

  private ColumnBatch current() {
    if (batch == null) {
      batch = new ColumnBatch(schema, context.settings().batchSize(), context.allocator());
    }
    return batch;
  }

  @Override
  public long values(int column) {
    return current().values(column);
  }

  @Override
  public long nulls(int column) {
    return current().nulls(column);
  }

  @Override
  public void keep(long fromView, long toView) {
    current().strings().keep(fromView, toView);
  }

  @Override
  public void flush(int rows) {
    ColumnBatch full = current();
    batch = null;
    full.setRows(rows);
    receiver.accept(full);
  }

  /** Hands on what the pipeline has left in a batch that is not full. */
  void finish(GeneratedPipeline pipeline) {
    if (pipeline.resultRows > 0) {
      flush(pipeline.resultRows);
    }
  }

  /** Frees the batch that is being filled. May be called twice. */
  @Override
  public void close() {
    if (batch != null) {
      batch.close();
      batch = null;
    }
  }
}
