package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.row.RowPages;
import org.apache.arrow.memory.BufferAllocator;

/** Rows kept for a join's build side or a collection. */
final class RowsPart implements SinkPart {
  private final RowPages rows;
  private final long most;
  private boolean sawNullKey;

  /**
   * @param most no more rows than this are needed
   */
  RowsPart(int width, long most, BufferAllocator allocator) {
    this.rows = new RowPages(width, allocator);
    this.most = most;
  }

  @Override
  public void attach(GeneratedPipeline pipeline) {
    pipeline.rows = rows;
  }

  @Override
  public boolean satisfied() {
    return rows.count() >= most;
  }

  @Override
  public void finish(GeneratedPipeline pipeline) {
    sawNullKey = pipeline.sawNullKey;
  }

  RowPages rows() {
    return rows;
  }

  boolean sawNullKey() {
    return sawNullKey;
  }

  @Override
  public void close() {
    rows.close();
  }
}
