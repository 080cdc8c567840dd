package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.pipeline.ResultBuffer;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.runtime.block.BlockEncoder;
import io.sampo.runtime.block.EncodedBlock;
import io.sampo.runtime.exchange.BlockContent;
import io.sampo.runtime.memory.OperatorMemory;
import io.sampo.types.StructType;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The rows one task sends. Generated code fills a batch; its rows are dealt out to a batch for each
 * partition, and a full one becomes a block.
 */
final class ExchangePart implements SinkPart, ResultBuffer {
  private static final int BLOCK_ROWS = 4096;

  private final StructType schema;
  private final int capacity;
  private final OperatorMemory memory;
  private final BufferAllocator allocator;
  private final ExchangeTurns turns;
  private final int task;
  private final BlockEncoder encoder;
  private final DealtBatches dealt;
  private final long[] hashes;
  private @Nullable ColumnBatch batch;

  ExchangePart(
      StructType schema,
      int[] keys,
      int partitions,
      QueryContext context,
      ExchangeTurns turns,
      int task) {
    this.schema = schema;
    this.capacity = context.settings().batchSize();
    int blockRows = Math.max(capacity, BLOCK_ROWS);
    this.memory = context.memory().operator("exchange", false);
    this.allocator = context.allocator();
    this.turns = turns;
    this.task = task;
    this.encoder = BlockEncoder.bare(schema, allocator);
    this.hashes = new long[blockRows];
    this.dealt =
        new DealtBatches(schema, keys, partitions, capacity, blockRows, allocator, this::send);
  }

  private ColumnBatch current() {
    if (batch == null) {
      batch = new ColumnBatch(schema, capacity, allocator);
    }
    return batch;
  }

  @Override
  public void attach(GeneratedPipeline pipeline) {
    pipeline.result = this;
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
    full.setRows(rows);
    dealt.add(full);
    full.close();
    batch = null;
  }

  /** Hands a batch on as a block. */
  private void send(ColumnBatch rows, int to) {
    try (rows) {
      long checksum = BatchHash.checksum(rows, hashes);
      EncodedBlock block = encoder.encode(rows);
      turns.add(task, to, new BlockContent(block.buffer(), block.bytes(), block.rows(), checksum));
    }
  }

  @Override
  public boolean afterBatch(GeneratedPipeline pipeline, Runnable waker) {
    return turns.mayGoOn(task, waker);
  }

  @Override
  public OperatorMemory memory() {
    return memory;
  }

  @Override
  public void finish(GeneratedPipeline pipeline) {
    if (pipeline.resultRows > 0) {
      flush(pipeline.resultRows);
    }
    dealt.finish();
    close();
    turns.done(task);
  }

  @Override
  public void close() {
    encoder.close();
    dealt.close();
    if (batch != null) {
      batch.close();
      batch = null;
    }
    memory.close();
  }
}
