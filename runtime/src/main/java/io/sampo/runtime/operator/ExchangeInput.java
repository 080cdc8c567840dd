package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.vector.BatchSource;
import io.sampo.codegen.vector.ColumnVector;
import io.sampo.codegen.vector.Memory;
import io.sampo.physical.Source;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.runtime.block.BlockDecoder;
import io.sampo.runtime.exchange.BlockContent;
import io.sampo.runtime.exchange.BlockReader;
import io.sampo.runtime.work.TaskWork;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/** What another fragment wrote for this task, block after block. */
final class ExchangeInput implements FlowInput, BatchSource {
  private final int exchange;
  private final BlockReader reader;
  private final BlockDecoder decoder;
  private final int batchSize;
  private final int bitmapBytes;
  private final ArrowBuf bitmaps;
  private final List<ColumnVector> columns = new ArrayList<>();
  private final boolean[] decoded;
  private @Nullable ColumnBatch block;
  private int from;
  private int count;
  private boolean ended;
  private boolean closed;
  private long rowsRead;
  private long bytesTaken;
  private volatile long rows;
  private volatile long bytes;

  ExchangeInput(Source.ExchangeRows source, QueryContext context) {
    this.exchange = source.exchange();
    var schema =
        new StructType(
            source.output().stream()
                .map(column -> new StructField(column.name(), column.type(), column.nullable()))
                .toList());
    this.decoder = BlockDecoder.bare(schema, context.allocator());
    this.batchSize = context.settings().batchSize();
    this.bitmapBytes = batchSize / 8 + 16 & -8;
    schema.fields().forEach(field -> columns.add(new ColumnVector(field.type())));
    this.decoded = new boolean[columns.size()];
    this.bitmaps = context.allocator().buffer((long) bitmapBytes * columns.size() + 8);
    this.reader = context.scope().reader().apply(exchange);
  }

  @Override
  public boolean ready(Runnable waker) {
    while (!ended && !hasMore()) {
      switch (reader.poll(waker)) {
        case BlockReader.Next.Block(BlockContent content) -> take(content);
        case BlockReader.Next.End end -> ended = true;
        case BlockReader.Next.Pending pending -> {
          return false;
        }
      }
    }
    return true;
  }

  private boolean hasMore() {
    return block != null && from + count < block.rowCount();
  }

  private void take(BlockContent content) {
    try (content) {
      closeBlock();
      block = decoder.decode(content.address(), content.bytes());
      bytesTaken += content.bytes();
      bytes = bytesTaken;
    }
  }

  @Override
  public int next(GeneratedPipeline pipeline) {
    pipeline.source = this;
    return next();
  }

  @Override
  public int next() {
    if (block == null || !hasMore()) {
      return -1;
    }
    from += count;
    count = Math.min(batchSize, block.rowCount() - from);
    Arrays.fill(decoded, false);
    rowsRead += count;
    rows = rowsRead;
    return count;
  }

  @Override
  public ColumnVector column(int index) {
    ColumnVector column = columns.get(index);
    ColumnBatch current = block;
    if (!decoded[index] && current != null) {
      decoded[index] = true;
      long values = current.values(index) + (long) from * column.layout.bytes();
      column.set(values, validity(current.nulls(index) + from, index));
    }
    return column;
  }

  /** The address of a bitmap of values present; 0 when all are. */
  private long validity(long nulls, int index) {
    boolean anyNull = false;
    for (int i = 0; i < count && !anyNull; i++) {
      anyNull = Memory.getByte(nulls + i) != 0;
    }
    if (!anyNull) {
      return 0;
    }
    long bitmap = bitmaps.memoryAddress() + (long) index * bitmapBytes;
    Memory.fill(bitmap, bitmapBytes, (byte) 0);
    for (int i = 0; i < count; i++) {
      if (Memory.getByte(nulls + i) == 0) {
        Memory.setBit(bitmap, i);
      }
    }
    return bitmap;
  }

  @Override
  public long bytesRead() {
    return bytes;
  }

  @Override
  public TaskWork.Progress progress() {
    return new TaskWork.Progress(rows, bytes);
  }

  @Override
  public String description() {
    return "rows of fragment " + exchange;
  }

  private void closeBlock() {
    if (block != null) {
      block.close();
      block = null;
    }
    from = 0;
    count = 0;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      reader.close();
      closeBlock();
      bitmaps.close();
    }
  }
}
