package io.sampo.runtime.engine;

import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.error.SampoException;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.types.BinaryType;
import io.sampo.types.BooleanType;
import io.sampo.types.ByteType;
import io.sampo.types.DataType;
import io.sampo.types.DateType;
import io.sampo.types.DayTimeIntervalType;
import io.sampo.types.DecimalType;
import io.sampo.types.DoubleType;
import io.sampo.types.FloatType;
import io.sampo.types.IntegerType;
import io.sampo.types.LongType;
import io.sampo.types.NullType;
import io.sampo.types.ShortType;
import io.sampo.types.StringType;
import io.sampo.types.StructField;
import io.sampo.types.TimestampNtzType;
import io.sampo.types.TimestampType;
import io.sampo.types.YearMonthIntervalType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/** Copies result batches into Arrow vectors of the types Spark uses. */
final class ArrowBatches {
  private ArrowBatches() {}

  /**
   * The rows as a root whose buffers, and the allocator they come from, belong to the caller;
   * closing the root frees them.
   */
  static VectorSchemaRoot of(ColumnBatch batch) {
    BufferAllocator allocator = SharedAllocator.ROOT;
    var vectors = new ArrayList<FieldVector>();
    try {
      List<StructField> fields = batch.schema().fields();
      for (int i = 0; i < fields.size(); i++) {
        FieldVector vector = field(fields.get(i)).createVector(allocator);
        vectors.add(vector);
        fill(vector, batch, i, fields.get(i).type());
        vector.setValueCount(batch.rowCount());
      }
      var root = new VectorSchemaRoot(vectors);
      root.setRowCount(batch.rowCount());
      return root;
    } catch (RuntimeException e) {
      vectors.forEach(FieldVector::close);
      throw e;
    }
  }

  /** Arrow batches outlive the query that made them, so their memory is no query's. */
  private static final class SharedAllocator {
    static final BufferAllocator ROOT = new RootAllocator();
  }

  private static Field field(StructField field) {
    return new Field(field.name(), new FieldType(field.nullable(), type(field.type()), null), null);
  }

  private static ArrowType type(DataType type) {
    return switch (type) {
      case BooleanType t -> ArrowType.Bool.INSTANCE;
      case ByteType t -> new ArrowType.Int(8, true);
      case ShortType t -> new ArrowType.Int(16, true);
      case IntegerType t -> new ArrowType.Int(32, true);
      case LongType t -> new ArrowType.Int(64, true);
      case FloatType t -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
      case DoubleType t -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case DecimalType t -> new ArrowType.Decimal(t.precision(), t.scale(), 128);
      case StringType t -> ArrowType.Utf8.INSTANCE;
      case BinaryType t -> ArrowType.Binary.INSTANCE;
      case DateType t -> new ArrowType.Date(DateUnit.DAY);
      case TimestampType t -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
      case TimestampNtzType t -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
      case DayTimeIntervalType t -> new ArrowType.Duration(TimeUnit.MICROSECOND);
      case YearMonthIntervalType t -> new ArrowType.Interval(IntervalUnit.YEAR_MONTH);
      case NullType t -> ArrowType.Bool.INSTANCE;
      default ->
          throw SampoException.unsupported(
              "Arrow output of the type " + type.sql(),
              "Select its members, or cast it to STRING.",
              null);
    };
  }

  private static void fill(FieldVector vector, ColumnBatch batch, int column, DataType type) {
    int rows = batch.rowCount();
    VectorLayout layout = VectorLayout.of(type);
    switch (vector) {
      case BaseVariableWidthVector text -> {
        text.allocateNew(rows);
        for (int i = 0; i < rows; i++) {
          if (!batch.isNull(i, column)) {
            text.setSafe(i, StringView.toBytes(batch.values(column) + 16L * i));
          }
        }
      }
      case BitVector bits -> {
        bits.allocateNew(rows);
        for (int i = 0; i < rows; i++) {
          if (batch.isNull(i, column)) {
            bits.setNull(i);
          } else {
            bits.set(i, Memory.getByte(batch.values(column) + i));
          }
        }
      }
      case DecimalVector decimals -> {
        decimals.allocateNew(rows);
        for (int i = 0; i < rows; i++) {
          if (batch.value(i, column) instanceof BigDecimal value) {
            decimals.set(i, value);
          }
        }
      }
      case BaseFixedWidthVector fixed -> {
        fixed.allocateNew(rows);
        long bytes = (long) rows * layout.bytes();
        Memory.copy(batch.values(column), fixed.getDataBufferAddress(), bytes);
        for (int i = 0; i < rows; i++) {
          BitVectorHelper.setValidityBit(
              fixed.getValidityBuffer(), i, batch.isNull(i, column) ? 0 : 1);
        }
      }
      default -> throw new IllegalStateException("vector " + vector.getClass());
    }
  }
}
