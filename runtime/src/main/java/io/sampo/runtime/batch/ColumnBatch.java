package io.sampo.runtime.batch;

import io.sampo.codegen.row.StringArena;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.types.DataType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a result in columns: values, and one null byte for each. Owned by one thread at a time.
 */
public final class ColumnBatch implements AutoCloseable {
  private final StructType schema;
  private final int capacity;
  private final ArrowBuf buffer;
  private final StringArena strings;
  private final long[] values;
  private final long[] nulls;
  private int rows;
  private boolean closed;

  /**
   * An empty batch.
   *
   * @param capacity the most rows it can hold
   */
  public ColumnBatch(StructType schema, int capacity, BufferAllocator allocator) {
    this.schema = schema;
    this.capacity = capacity;
    this.strings = new StringArena(allocator);
    List<StructField> fields = schema.fields();
    this.values = new long[fields.size()];
    this.nulls = new long[fields.size()];
    long total = 64;
    for (StructField field : fields) {
      total += align((long) VectorLayout.of(field.type()).bytes() * capacity) + align(capacity);
    }
    this.buffer = allocator.buffer(total);
    long address = buffer.memoryAddress();
    for (int i = 0; i < values.length; i++) {
      values[i] = address;
      address += align((long) VectorLayout.of(fields.get(i).type()).bytes() * capacity);
      nulls[i] = address;
      address += align(capacity);
    }
  }

  private static long align(long bytes) {
    return bytes + 63 & -64;
  }

  /** The columns. */
  public StructType schema() {
    return schema;
  }

  public int rowCount() {
    return rows;
  }

  /** The most rows it can hold. */
  public int capacity() {
    return capacity;
  }

  /** Sets the number of rows once their values are written. */
  public void setRows(int count) {
    if (count > capacity) {
      throw new IllegalArgumentException(count + " rows in a batch of " + capacity);
    }
    rows = count;
  }

  /** Where the values' long strings are kept. */
  public StringArena strings() {
    return strings;
  }

  /** The address of the column's values. */
  public long values(int column) {
    return values[column];
  }

  /** The address of the column's null bytes, 1 for null. */
  public long nulls(int column) {
    return nulls[column];
  }

  public boolean isNull(int row, int column) {
    return Memory.getByte(nulls[column] + row) != 0;
  }

  /** A value in the form of a spec literal, null for NULL. */
  public @Nullable Object value(int row, int column) {
    if (isNull(row, column)) {
      return null;
    }
    DataType type = schema.fields().get(column).type();
    VectorLayout layout = VectorLayout.of(type);
    return ValueStore.get(layout, type, values[column] + (long) row * layout.bytes());
  }

  /** Bytes of memory it holds. */
  public long bytes() {
    return closed ? 0 : buffer.capacity() + strings.used();
  }

  /** The bytes that its rows take, null bytes and long strings included. */
  public long rowBytes() {
    long width = 0;
    for (StructField field : schema.fields()) {
      width += VectorLayout.of(field.type()).bytes() + 1;
    }
    return width * rows + strings.used();
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
