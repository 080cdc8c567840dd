package io.sampo.runtime.operator;

import io.sampo.codegen.kernel.Wide;
import io.sampo.codegen.vector.Hash;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.runtime.batch.ColumnBatch;
import java.util.Arrays;

/** Hashes rows of batches column by column: equal values hash alike. Stateless. */
final class BatchHash {
  private static final long NULL = 0x6E756C6CL;
  private static final long FIRST = 0x5361_6D70_6FL;

  private BatchHash() {}

  /** Writes the hash of each row over the columns; no columns give the same for all. */
  static void of(ColumnBatch batch, int[] columns, long[] hashes) {
    Arrays.fill(hashes, 0, batch.rowCount(), FIRST);
    for (int column : columns) {
      VectorLayout layout = VectorLayout.of(batch.schema().fields().get(column).type());
      combine(layout, batch.values(column), batch.nulls(column), batch.rowCount(), hashes);
    }
  }

  private static void combine(
      VectorLayout layout, long values, long nulls, int rows, long[] hashes) {
    int width = layout.bytes();
    for (int i = 0; i < rows; i++) {
      long value = Memory.getByte(nulls + i) != 0 ? NULL : bits(layout, values + (long) i * width);
      hashes[i] = Hash.combine(hashes[i], value);
    }
  }

  private static long bits(VectorLayout layout, long address) {
    return switch (layout) {
      case BYTE -> Memory.getByte(address);
      case SHORT -> Memory.getShort(address);
      case INT -> Memory.getInt(address);
      case LONG -> Memory.getLong(address);
      case FLOAT -> Hash.floatBits(Memory.getFloat(address));
      case DOUBLE -> Hash.doubleBits(Memory.getDouble(address));
      case INT128 -> Wide.hash(Memory.getLong(address), Memory.getLong(address + 8));
      case VIEW -> StringView.hash(address);
    };
  }

  /** A sum over the rows that does not depend on their order. */
  static long checksum(ColumnBatch batch, long[] hashes) {
    int[] all = new int[batch.schema().size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    of(batch, all, hashes);
    long sum = 0;
    for (int i = 0; i < batch.rowCount(); i++) {
      sum += Hash.mix(hashes[i]);
    }
    return sum;
  }
}
