package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.pipeline.ResultBuffer;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.runtime.block.BlockEncoder;
import io.sampo.runtime.block.EncodedBlock;
import io.sampo.runtime.exchange.BlockContent;
import io.sampo.runtime.memory.OperatorMemory;
import io.sampo.types.StructField;
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
  private final int[] keys;
  private final int capacity;
  private final int blockRows;
  private final OperatorMemory memory;
  private final BufferAllocator allocator;
  private final ExchangeTurns turns;
  private final int task;
  private final BlockEncoder encoder;
  private final @Nullable ColumnBatch[] dealt;
  private final long[] hashes;
  private final int[] partition;
  private final int[] place;
  private @Nullable ColumnBatch batch;

  ExchangePart(
      StructType schema,
      int[] keys,
      int partitions,
      QueryContext context,
      ExchangeTurns turns,
      int task) {
    this.schema = schema;
    this.keys = keys;
    this.capacity = context.settings().batchSize();
    this.blockRows = Math.max(capacity, BLOCK_ROWS);
    this.memory = context.memory().operator("exchange", false);
    this.allocator = context.allocator();
    this.turns = turns;
    this.task = task;
    this.encoder = BlockEncoder.bare(schema, allocator);
    this.dealt = new ColumnBatch[partitions];
    this.hashes = new long[blockRows];
    this.partition = new int[capacity];
    this.place = new int[capacity];
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
    choose(full);
    for (int column = 0; column < schema.size(); column++) {
      copy(full, column);
    }
    full.close();
    batch = null;
  }

  /** Decides for each row where it goes, with room for it there. */
  private void choose(ColumnBatch full) {
    int rows = full.rowCount();
    int[] counts = new int[dealt.length];
    if (dealt.length == 1) {
      counts[0] = rows;
    } else {
      BatchHash.of(full, keys, hashes);
      for (int i = 0; i < rows; i++) {
        // From the top bits: the low ones choose slots in the consumer's tables.
        partition[i] = (int) Math.unsignedMultiplyHigh(hashes[i], dealt.length);
        counts[partition[i]]++;
      }
    }
    int[] next = new int[dealt.length];
    for (int i = 0; i < dealt.length; i++) {
      if (counts[i] > 0) {
        next[i] = room(i, counts[i]);
      }
    }
    for (int i = 0; i < rows; i++) {
      place[i] = next[dealt.length == 1 ? 0 : partition[i]]++;
    }
    for (int i = 0; i < dealt.length; i++) {
      ColumnBatch target = dealt[i];
      if (counts[i] > 0 && target != null) {
        target.setRows(next[i]);
      }
    }
  }

  /** Where the next rows of a partition go in its batch. */
  private int room(int to, int count) {
    ColumnBatch target = dealt[to];
    if (target != null && target.rowCount() + count > blockRows) {
      send(to, target);
      target = null;
    }
    if (target == null) {
      target = new ColumnBatch(schema, blockRows, allocator);
      dealt[to] = target;
    }
    return target.rowCount();
  }

  private void copy(ColumnBatch full, int column) {
    StructField field = schema.fields().get(column);
    VectorLayout layout = VectorLayout.of(field.type());
    int width = layout.bytes();
    long values = full.values(column);
    long nulls = full.nulls(column);
    for (int i = 0; i < full.rowCount(); i++) {
      ColumnBatch target = dealt[dealt.length == 1 ? 0 : partition[i]];
      if (target == null) {
        throw new IllegalStateException("a partition without a batch");
      }
      byte isNull = Memory.getByte(nulls + i);
      Memory.putByte(target.nulls(column) + place[i], isNull);
      long from = values + (long) i * width;
      long to = target.values(column) + (long) place[i] * width;
      if (isNull != 0) {
        Memory.fill(to, width, (byte) 0);
      } else {
        copy(layout, from, to, target);
      }
    }
  }

  private static void copy(VectorLayout layout, long from, long to, ColumnBatch target) {
    switch (layout) {
      case BYTE -> Memory.putByte(to, Memory.getByte(from));
      case SHORT -> Memory.putShort(to, Memory.getShort(from));
      case INT, FLOAT -> Memory.putInt(to, Memory.getInt(from));
      case LONG, DOUBLE -> Memory.putLong(to, Memory.getLong(from));
      case INT128 -> {
        Memory.putLong(to, Memory.getLong(from));
        Memory.putLong(to + 8, Memory.getLong(from + 8));
      }
      case VIEW -> target.strings().keep(from, to);
    }
  }

  /** Hands a batch on as a block. */
  private void send(int to, ColumnBatch rows) {
    dealt[to] = null;
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
    for (int i = 0; i < dealt.length; i++) {
      ColumnBatch rest = dealt[i];
      if (rest != null) {
        send(i, rest);
      }
    }
    close();
    turns.done(task);
  }

  @Override
  public void close() {
    encoder.close();
    for (int i = 0; i < dealt.length; i++) {
      ColumnBatch rest = dealt[i];
      if (rest != null) {
        rest.close();
        dealt[i] = null;
      }
    }
    if (batch != null) {
      batch.close();
      batch = null;
    }
    memory.close();
  }
}
