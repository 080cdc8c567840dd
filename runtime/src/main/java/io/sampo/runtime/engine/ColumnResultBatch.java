package io.sampo.runtime.engine;

import io.sampo.engine.ResultBatch;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.runtime.usercode.PublicValues;
import org.jspecify.annotations.Nullable;

/** A batch of the result as the API sees it. */
public final class ColumnResultBatch implements ResultBatch {
  private final ColumnBatch batch;

  /** The same rows; the batch stays whose it was. */
  public ColumnResultBatch(ColumnBatch batch) {
    this.batch = batch;
  }

  /** The columns themselves, valid as long as this. */
  public ColumnBatch columns() {
    return batch;
  }

  @Override
  public int rowCount() {
    return batch.rowCount();
  }

  @Override
  public @Nullable Object value(int row, int column) {
    return PublicValues.of(batch.value(row, column), batch.schema().fields().get(column).type());
  }

  @Override
  public long sizeBytes() {
    return batch.rowBytes();
  }

  @Override
  public Object toArrow() {
    return ArrowBatches.of(batch);
  }
}
