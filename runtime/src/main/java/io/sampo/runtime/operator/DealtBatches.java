package io.sampo.runtime.operator;

import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.types.StructType;
import java.util.Arrays;
import java.util.function.ObjIntConsumer;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Rows dealt out to a batch for each partition; a full batch is handed on. Used by one thread at a
 * time.
 */
final class DealtBatches implements AutoCloseable {
  private final StructType schema;
  private final VectorLayout[] layouts;
  private final int rowsOfBatch;
  private final BufferAllocator allocator;
  private final ObjIntConsumer<ColumnBatch> full;
  private final @Nullable ColumnBatch[] batches;
  private final int[] partition;
  private final int[] place;
  private final int[] counts;
  private final long[] values;
  private final long[] nulls;

  /**
   * @param most the most rows that are added at once
   * @param rowsOfBatch the rows of a full batch, not less
   * @param full takes a batch over, with its partition
   */
  DealtBatches(
      StructType schema,
      int partitions,
      int most,
      int rowsOfBatch,
      BufferAllocator allocator,
      ObjIntConsumer<ColumnBatch> full) {
    this.schema = schema;
    this.layouts =
        schema.fields().stream()
            .map(field -> VectorLayout.of(field.type()))
            .toArray(VectorLayout[]::new);
    this.rowsOfBatch = rowsOfBatch;
    this.allocator = allocator;
    this.full = full;
    this.batches = new ColumnBatch[partitions];
    this.partition = new int[most];
    this.place = new int[most];
    this.counts = new int[partitions];
    this.values = new long[partitions];
    this.nulls = new long[partitions];
  }

  /** Copies all rows of the batch to the partitions that are chosen for them. */
  void add(ColumnBatch rows, PartitionChoice choice) {
    choose(rows, choice);
    for (int column = 0; column < layouts.length; column++) {
      copy(rows, column);
    }
  }

  /** Decides for each row where it goes, with room for it there. */
  private void choose(ColumnBatch rows, PartitionChoice choice) {
    int count = rows.rowCount();
    Arrays.fill(counts, 0);
    if (batches.length == 1) {
      counts[0] = count;
    } else {
      choice.choose(rows, partition);
      for (int i = 0; i < count; i++) {
        counts[partition[i]]++;
      }
    }
    for (int i = 0; i < batches.length; i++) {
      if (counts[i] > 0) {
        ColumnBatch target = withRoom(i, counts[i]);
        int from = target.rowCount();
        target.setRows(from + counts[i]);
        counts[i] = from;
      }
    }
    for (int i = 0; i < count; i++) {
      place[i] = counts[partition[i]]++;
    }
  }

  private ColumnBatch withRoom(int to, int count) {
    ColumnBatch target = batches[to];
    if (target != null && target.rowCount() + count > rowsOfBatch) {
      batches[to] = null;
      full.accept(target, to);
      target = null;
    }
    if (target == null) {
      target = new ColumnBatch(schema, rowsOfBatch, allocator);
      batches[to] = target;
      for (int column = 0; column < layouts.length; column++) {
        Memory.fill(target.nulls(column), rowsOfBatch, (byte) 0);
      }
    }
    return target;
  }

  private void copy(ColumnBatch rows, int column) {
    for (int i = 0; i < batches.length; i++) {
      ColumnBatch target = batches[i];
      if (target != null) {
        values[i] = target.values(column);
        nulls[i] = target.nulls(column);
      }
    }
    int count = rows.rowCount();
    long from = rows.values(column);
    long fromNulls = rows.nulls(column);
    boolean anyNull = anyNull(fromNulls, count);
    switch (layouts[column]) {
      case BYTE -> copyBytes(from, count);
      case SHORT -> copyShorts(from, count);
      case INT, FLOAT -> copyInts(from, count);
      case LONG, DOUBLE -> copyLongs(from, count);
      case INT128 -> copyWide(from, count);
      case VIEW -> copyViews(from, fromNulls, count);
    }
    if (anyNull) {
      copyNulls(fromNulls, layouts[column].bytes(), count);
    }
  }

  private static boolean anyNull(long nulls, int count) {
    long any = 0;
    int i = 0;
    for (; i + 8 <= count; i += 8) {
      any |= Memory.getLong(nulls + i);
    }
    for (; i < count; i++) {
      any |= Memory.getByte(nulls + i);
    }
    return any != 0;
  }

  private void copyBytes(long from, int count) {
    for (int i = 0; i < count; i++) {
      Memory.putByte(values[partition[i]] + place[i], Memory.getByte(from + i));
    }
  }

  private void copyShorts(long from, int count) {
    for (int i = 0; i < count; i++) {
      Memory.putShort(values[partition[i]] + 2L * place[i], Memory.getShort(from + 2L * i));
    }
  }

  private void copyInts(long from, int count) {
    for (int i = 0; i < count; i++) {
      Memory.putInt(values[partition[i]] + 4L * place[i], Memory.getInt(from + 4L * i));
    }
  }

  private void copyLongs(long from, int count) {
    for (int i = 0; i < count; i++) {
      Memory.putLong(values[partition[i]] + 8L * place[i], Memory.getLong(from + 8L * i));
    }
  }

  private void copyWide(long from, int count) {
    for (int i = 0; i < count; i++) {
      long to = values[partition[i]] + 16L * place[i];
      Memory.putLong(to, Memory.getLong(from + 16L * i));
      Memory.putLong(to + 8, Memory.getLong(from + 16L * i + 8));
    }
  }

  private void copyViews(long from, long fromNulls, int count) {
    for (int i = 0; i < count; i++) {
      ColumnBatch target = batches[partition[i]];
      if (target != null && Memory.getByte(fromNulls + i) == 0) {
        target.strings().keep(from + 16L * i, values[partition[i]] + 16L * place[i]);
      }
    }
  }

  /** Marks nulls; what lies below them is zero, so that the same rows are the same bytes. */
  private void copyNulls(long from, int width, int count) {
    for (int i = 0; i < count; i++) {
      byte isNull = Memory.getByte(from + i);
      if (isNull != 0) {
        int to = partition[i];
        Memory.putByte(nulls[to] + place[i], isNull);
        Memory.fill(values[to] + (long) place[i] * width, width, (byte) 0);
      }
    }
  }

  /** Hands on the batches that are not full. */
  void finish() {
    for (int i = 0; i < batches.length; i++) {
      ColumnBatch rest = batches[i];
      if (rest != null) {
        batches[i] = null;
        full.accept(rest, i);
      }
    }
  }

  /** Frees what was not handed on. May be called twice. */
  @Override
  public void close() {
    for (int i = 0; i < batches.length; i++) {
      ColumnBatch rest = batches[i];
      if (rest != null) {
        rest.close();
        batches[i] = null;
      }
    }
  }
}
