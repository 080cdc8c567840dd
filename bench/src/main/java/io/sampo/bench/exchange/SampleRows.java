package io.sampo.bench.exchange;

import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.types.BooleanType;
import io.sampo.types.DateType;
import io.sampo.types.DecimalType;
import io.sampo.types.DoubleType;
import io.sampo.types.LongType;
import io.sampo.types.StringType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** Rows such as a query on lineitem sends: keys, amounts, dates, short and long texts, nulls. */
final class SampleRows {
  static final StructType SCHEMA =
      new StructType(
          List.of(
              new StructField("key", new LongType(), false),
              new StructField("amount", new DecimalType(15, 2), false),
              new StructField("total", new DecimalType(38, 4), true),
              new StructField("share", new DoubleType(), true),
              new StructField("day", new DateType(), false),
              new StructField("open", new BooleanType(), true),
              new StructField("mode", new StringType(), false),
              new StructField("comment", new StringType(), true)));

  private static final int LONGEST_TEXT = 40;
  private static final int SHORT_TEXT = 7;
  private static final int DISTINCT_VALUES = 1_000_000;
  private static final int NULLS = 10;

  private SampleRows() {}

  /** Fills a batch; the texts lie in the batch's own arena. */
  static void fill(ColumnBatch batch, Random random, BufferAllocator allocator) {
    int rows = batch.capacity();
    try (ArrowBuf scratch = allocator.buffer(LONGEST_TEXT + StringView.BYTES)) {
      for (int column = 0; column < SCHEMA.size(); column++) {
        boolean nullable = SCHEMA.fields().get(column).nullable();
        for (int row = 0; row < rows; row++) {
          boolean isNull = nullable && random.nextInt(NULLS) == 0;
          Memory.putByte(batch.nulls(column) + row, (byte) (isNull ? 1 : 0));
          put(batch, column, row, random, scratch.memoryAddress());
        }
      }
    }
    batch.setRows(rows);
  }

  private static void put(ColumnBatch batch, int column, int row, Random random, long scratch) {
    VectorLayout layout = VectorLayout.of(SCHEMA.fields().get(column).type());
    long at = batch.values(column) + (long) row * layout.bytes();
    int value = random.nextInt(DISTINCT_VALUES);
    switch (layout) {
      case BYTE -> Memory.putByte(at, (byte) (value & 1));
      case SHORT -> Memory.putShort(at, (short) value);
      case INT -> Memory.putInt(at, value);
      case FLOAT -> Memory.putInt(at, Float.floatToRawIntBits(value));
      case LONG -> Memory.putLong(at, value);
      case DOUBLE -> Memory.putLong(at, Double.doubleToRawLongBits(value / 100.0));
      case INT128 -> {
        Memory.putLong(at, value);
        Memory.putLong(at + 8, 0);
      }
      case VIEW -> {
        String name = SCHEMA.fields().get(column).name();
        int length = name.equals("mode") ? SHORT_TEXT : 20 + value % (LONGEST_TEXT - 20);
        for (int i = 0; i < length; i++) {
          Memory.putByte(scratch + StringView.BYTES + i, (byte) ('a' + (value >>> i % 8) % 26));
        }
        StringView.put(scratch, scratch + StringView.BYTES, length);
        batch.strings().keep(scratch, at);
      }
    }
  }
}
