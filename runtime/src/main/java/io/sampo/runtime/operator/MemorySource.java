package io.sampo.runtime.operator;

import io.sampo.codegen.row.StringArena;
import io.sampo.codegen.vector.BatchSource;
import io.sampo.codegen.vector.ColumnVector;
import io.sampo.codegen.vector.Memory;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.runtime.batch.ValueStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Rows in memory as batches. */
final class MemorySource implements BatchSource {
  private final List<@Nullable Object[]> rows;
  private final int batchSize;
  private final StringArena strings;
  private final ArrowBuf buffer;
  private final List<ColumnVector> columns = new ArrayList<>();
  private final List<Long> values = new ArrayList<>();
  private final List<Long> validity = new ArrayList<>();
  private final boolean[] decoded;
  private int from;
  private int count;
  private boolean closed;

  MemorySource(
      List<ColumnReference> output,
      List<@Nullable Object[]> rows,
      int wished,
      BufferAllocator allocator) {
    this.rows = rows;
    this.batchSize = Math.max(1, Math.min(wished, rows.size()));
    this.strings = new StringArena(allocator);
    long total = 64;
    for (ColumnReference column : output) {
      var vector = new ColumnVector(column.type());
      columns.add(vector);
      values.add(total);
      total += align((long) vector.layout.bytes() * batchSize);
      validity.add(total);
      total += align(batchSize / 8 + 8L);
    }
    this.buffer = allocator.buffer(total);
    this.decoded = new boolean[columns.size()];
  }

  private static long align(long bytes) {
    return bytes + 63 & -64;
  }

  @Override
  public int next() {
    from += count;
    count = Math.min(batchSize, rows.size() - from);
    strings.clear();
    Arrays.fill(decoded, false);
    return count <= 0 ? -1 : count;
  }

  @Override
  public ColumnVector column(int index) {
    ColumnVector vector = columns.get(index);
    if (decoded[index]) {
      return vector;
    }
    decoded[index] = true;
    long to = buffer.memoryAddress() + values.get(index);
    long valid = buffer.memoryAddress() + validity.get(index);
    Memory.fill(valid, batchSize / 8 + 8L, (byte) 0);
    boolean anyNull = false;
    int width = vector.layout.bytes();
    for (int i = 0; i < count; i++) {
      @Nullable Object value = rows.get(from + i)[index];
      if (value == null) {
        anyNull = true;
        Memory.fill(to + (long) i * width, width, (byte) 0);
      } else {
        Memory.setBit(valid, i);
        ValueStore.put(vector.layout, vector.type, to + (long) i * width, value, strings);
      }
    }
    vector.set(to, anyNull ? valid : 0);
    return vector;
  }

  @Override
  public long bytesRead() {
    return 0;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      buffer.close();
      strings.close();
    }
  }
}
