package io.sampo.runtime.source.csv;

import io.sampo.codegen.vector.ColumnVector;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;
import io.sampo.runtime.source.text.GrowingBuffer;
import io.sampo.runtime.source.text.TextArena;
import io.sampo.runtime.source.text.Utf8Text;
import io.sampo.types.DataType;
import java.util.BitSet;
import org.apache.arrow.memory.BufferAllocator;

/**
 * The column that holds the text of malformed records and null for the others. Used by one thread.
 */
final class CorruptRecords implements AutoCloseable {
  private final ColumnVector vector = new ColumnVector(DataType.STRING);
  private final GrowingBuffer values;
  private final GrowingBuffer validity;

  CorruptRecords(BufferAllocator allocator) {
    values = new GrowingBuffer(allocator);
    validity = new GrowingBuffer(allocator);
  }

  ColumnVector vector() {
    return vector;
  }

  /**
   * Fills the column for a batch that begins at {@code firstRow}; {@code faulty} counts from there.
   */
  void fill(RowIndex rows, long base, int firstRow, int count, BitSet faulty, TextArena arena) {
    long views = values.ensure((long) count * StringView.BYTES);
    Memory.fill(views, (long) count * StringView.BYTES, (byte) 0);
    long bits = (count + 63L) / 64 * 8;
    long valid = validity.ensure(bits);
    Memory.fill(valid, bits, (byte) 0);
    for (int row = faulty.nextSetBit(0);
        row >= 0 && row < count;
        row = faulty.nextSetBit(row + 1)) {
      long address = base + rows.recordStart(firstRow + row);
      int length = (int) (base + rows.recordEnd(base, firstRow + row) - address);
      if (!Utf8Text.isValid(address, length)) {
        byte[] repaired = Utf8Text.repaired(address, length);
        address = arena.copy(repaired);
        length = repaired.length;
      }
      StringView.put(views + (long) StringView.BYTES * row, address, length);
      Memory.setBit(valid, row);
    }
    vector.set(views, valid);
  }

  @Override
  public void close() {
    values.close();
    validity.close();
  }
}
