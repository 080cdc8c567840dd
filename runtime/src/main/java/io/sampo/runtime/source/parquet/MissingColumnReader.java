package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.ColumnVector;
import io.sampo.codegen.vector.Memory;
import io.sampo.types.DataType;
import org.apache.arrow.memory.BufferAllocator;

/** A column that the file does not have: nulls. */
final class MissingColumnReader extends ColumnReader {
  private final ColumnVector vector;
  private final GrowingBuffer values;
  private final GrowingBuffer validity;

  MissingColumnReader(DataType type, int batchSize, BufferAllocator allocator) {
    this.vector = new ColumnVector(type);
    this.values = new GrowingBuffer(allocator);
    this.validity = new GrowingBuffer(allocator);
    long bytes = (long) batchSize * vector.layout.bytes();
    Memory.fill(values.reserve(bytes), bytes, (byte) 0);
    Memory.fill(validity.reserve(Bitmaps.bytes(batchSize)), Bitmaps.bytes(batchSize), (byte) 0);
    vector.set(values.address(), validity.address());
  }

  @Override
  void start(StoredRowGroup rowGroup) {}

  @Override
  void skip(int rows) {}

  @Override
  ColumnVector read(int rows) {
    return vector;
  }

  @Override
  public void close() {
    values.close();
    validity.close();
  }
}
