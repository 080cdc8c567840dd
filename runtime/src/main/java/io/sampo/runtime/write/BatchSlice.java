package io.sampo.runtime.write;

import io.sampo.codegen.vector.ColumnVector;
import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.runtime.sink.FileWriter;
import io.sampo.types.StructField;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Some rows and columns of a batch.
 *
 * @param columns indexes of the batch's columns
 * @param from the first row
 * @param to behind the last row
 */
record BatchSlice(ColumnBatch batch, int[] columns, int from, int to) {
  /** Writes the rows; null bytes become bitmaps, the form that writers take. */
  void writeTo(FileWriter writer, BufferAllocator allocator) {
    int bitmapBytes = (to - from) / 8 + 8;
    try (ArrowBuf bitmaps = allocator.buffer((long) Math.max(1, columns.length) * bitmapBytes)) {
      ColumnVector[] vectors = new ColumnVector[columns.length];
      for (int i = 0; i < vectors.length; i++) {
        StructField field = batch.schema().fields().get(columns[i]);
        vectors[i] = new ColumnVector(field.type());
        long bitmap = bitmaps.memoryAddress() + (long) i * bitmapBytes;
        long values = batch.values(columns[i]) + (long) from * vectors[i].layout.bytes();
        vectors[i].set(values, validity(columns[i], bitmap, bitmapBytes));
      }
      writer.write(vectors, to - from);
    }
  }

  private long validity(int column, long bitmap, int bytes) {
    if (!anyNull(batch.nulls(column) + from, to - from)) {
      return 0;
    }
    Memory.fill(bitmap, bytes, (byte) 0);
    for (int row = from; row < to; row++) {
      if (!batch.isNull(row, column)) {
        Memory.setBit(bitmap, row - from);
      }
    }
    return bitmap;
  }

  private static boolean anyNull(long nulls, int rows) {
    long seen = 0;
    int row = 0;
    for (; row + 8 <= rows; row += 8) {
      seen |= Memory.getLong(nulls + row);
    }
    for (; row < rows; row++) {
      seen |= Memory.getByte(nulls + row);
    }
    return seen != 0;
  }
}
