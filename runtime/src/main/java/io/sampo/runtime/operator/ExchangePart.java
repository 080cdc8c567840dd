package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.runtime.memory.OperatorMemory;
import io.sampo.types.StructType;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The rows one task sends. Generated code fills a batch; its rows are dealt out to a batch for each
 * partition, and a full one becomes a block.
 */
final class ExchangePart implements SinkPart {
  private static final int BLOCK_ROWS = 4096;

  private final OperatorMemory memory;
  private final ExchangeTurns turns;
  private final int task;
  private final BlockForm form;
  private final DealtBatches dealt;
  private final PartitionChoice choice;
  private final @Nullable SampledRows sampled;
  private final int sample;
  private final long[] hashes;
  private final FilledBatches batches;

  /**
   * Whom the rows go to.
   *
   * @param partitions how many partitions there are
   * @param choice decides for each row; closed with the part
   * @param sample the partition that has a sample of all rows, or -1
   */
  record Receivers(int partitions, PartitionChoice choice, int sample) {}

  /**
   * @param form of the blocks; closed with the part
   */
  ExchangePart(
      StructType schema,
      Receivers receivers,
      QueryContext context,
      ExchangeTurns turns,
      int task,
      BlockForm form) {
    int capacity = context.settings().batchSize();
    int blockRows = Math.max(capacity, BLOCK_ROWS);
    this.memory = context.memory().operator("exchange", false);
    BufferAllocator allocator = context.allocator();
    this.turns = turns;
    this.task = task;
    this.form = form;
    this.batches = new FilledBatches(schema, context, this::deal);
    this.hashes = new long[blockRows];
    this.dealt =
        new DealtBatches(
            schema,
            receivers.partitions(),
            Math.max(capacity, SampledRows.MOST),
            blockRows,
            allocator,
            this::send);
    this.choice = receivers.choice();
    this.sample = receivers.sample();
    this.sampled = sample < 0 ? null : new SampledRows(schema, allocator);
  }

  @Override
  public void attach(GeneratedPipeline pipeline) {
    pipeline.result = batches;
  }

  private void deal(ColumnBatch full) {
    try (full) {
      dealt.add(full, choice);
      if (sampled != null) {
        sampled.add(full);
      }
    }
  }

  /** Hands a batch on as a block. */
  private void send(ColumnBatch rows, int to) {
    try (rows) {
      long checksum = BatchHash.checksum(rows, hashes);
      turns.add(task, to, form.block(rows, checksum));
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
    ColumnBatch some = sampled == null ? null : sampled.take();
    if (some != null) {
      try (some) {
        dealt.add(some, PartitionChoice.always(sample));
      }
    }
    dealt.finish();
    form.finish();
    close();
    turns.done(task);
  }

  @Override
  public void close() {
    form.close();
    dealt.close();
    choice.close();
    if (sampled != null) {
      sampled.close();
    }
    batches.close();
    memory.close();
  }
}
