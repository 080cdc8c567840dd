package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.runtime.block.BlockEncoder;
import io.sampo.runtime.block.EncodedBlock;
import io.sampo.runtime.exchange.BlockContent;
import io.sampo.runtime.memory.OperatorMemory;
import io.sampo.types.StructType;
import org.apache.arrow.memory.BufferAllocator;

/**
 * The rows one task sends. Generated code fills a batch; its rows are dealt out to a batch for each
 * partition, and a full one becomes a block.
 */
final class ExchangePart implements SinkPart {
  private static final int BLOCK_ROWS = 4096;

  private final OperatorMemory memory;
  private final ExchangeTurns turns;
  private final int task;
  private final BlockEncoder encoder;
  private final DealtBatches dealt;
  private final long[] hashes;
  private final FilledBatches batches;

  ExchangePart(
      StructType schema,
      int[] keys,
      int partitions,
      QueryContext context,
      ExchangeTurns turns,
      int task) {
    int capacity = context.settings().batchSize();
    int blockRows = Math.max(capacity, BLOCK_ROWS);
    this.memory = context.memory().operator("exchange", false);
    BufferAllocator allocator = context.allocator();
    this.turns = turns;
    this.task = task;
    this.encoder = BlockEncoder.bare(schema, allocator);
    this.batches = new FilledBatches(schema, context, this::deal);
    this.hashes = new long[blockRows];
    this.dealt =
        new DealtBatches(schema, keys, partitions, capacity, blockRows, allocator, this::send);
  }

  @Override
  public void attach(GeneratedPipeline pipeline) {
    pipeline.result = batches;
  }

  private void deal(ColumnBatch full) {
    try (full) {
      dealt.add(full);
    }
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
    batches.finish(pipeline);
    dealt.finish();
    close();
    turns.done(task);
  }

  @Override
  public void close() {
    encoder.close();
    dealt.close();
    batches.close();
    memory.close();
  }
}
