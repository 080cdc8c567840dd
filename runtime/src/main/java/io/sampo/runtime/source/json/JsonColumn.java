package io.sampo.runtime.source.json;

import io.sampo.codegen.vector.ColumnVector;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.NestedCodec;
import io.sampo.codegen.vector.StringView;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.runtime.source.text.GrowingBuffer;
import io.sampo.runtime.source.text.TextArena;
import io.sampo.runtime.source.text.Utf8Text;
import io.sampo.types.ArrayType;
import io.sampo.types.BinaryType;
import io.sampo.types.BooleanType;
import io.sampo.types.ByteType;
import io.sampo.types.CalendarIntervalType;
import io.sampo.types.DataType;
import io.sampo.types.DateType;
import io.sampo.types.DayTimeIntervalType;
import io.sampo.types.DecimalType;
import io.sampo.types.DoubleType;
import io.sampo.types.FloatType;
import io.sampo.types.IntegerType;
import io.sampo.types.LongType;
import io.sampo.types.MapType;
import io.sampo.types.NullType;
import io.sampo.types.ShortType;
import io.sampo.types.StringType;
import io.sampo.types.StructType;
import io.sampo.types.TimestampNtzType;
import io.sampo.types.TimestampType;
import io.sampo.types.YearMonthIntervalType;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Takes the values of one column, row by row; rows that are not written are null. Used by one
 * thread.
 */
final class JsonColumn implements AutoCloseable {
  private final ColumnVector vector;
  private final GrowingBuffer values;
  private final GrowingBuffer validity;
  private final TextArena arena;
  private final JsonScalars scalars;
  private final JsonNested nested;
  private boolean partial;

  JsonColumn(
      DataType type,
      JsonScalars scalars,
      JsonNested nested,
      TextArena arena,
      BufferAllocator allocator) {
    this.vector = new ColumnVector(type);
    this.scalars = scalars;
    this.nested = nested;
    this.arena = arena;
    this.values = new GrowingBuffer(allocator);
    this.validity = new GrowingBuffer(allocator);
  }

  /** Makes all rows of the next batch null. */
  void start(int rows) {
    long bytes = (long) rows * vector.layout.bytes();
    Memory.fill(values.ensure(bytes), bytes, (byte) 0);
    long bits = (rows + 63L) / 64 * 8;
    Memory.fill(validity.ensure(bits), bits, (byte) 0);
    vector.set(values.address(), validity.address());
  }

  ColumnVector vector() {
    return vector;
  }

  void setNull(int row) {
    int width = vector.layout.bytes();
    Memory.fill(values.address() + (long) width * row, width, (byte) 0);
    Memory.clearBit(validity.address(), row);
  }

  /** Writes a text that stays where it is. */
  void putText(int row, long address, int length) {
    putView(row, address, length, true);
  }

  /**
   * Reads the value at the cursor into the row; false if it, or a part of it, is of another type:
   * then that was skipped and is null.
   */
  boolean read(JsonCursor cursor, int row) {
    if (cursor.takeNull()) {
      setNull(row);
      return true;
    }
    partial = false;
    boolean present = readValue(cursor, row);
    if (present) {
      Memory.setBit(validity.address(), row);
    } else {
      setNull(row);
    }
    return present && !partial;
  }

  private boolean readValue(JsonCursor cursor, int row) {
    return switch (vector.type) {
      case StringType t -> {
        cursor.readAsText(0);
        putView(row, cursor.textAddress(), cursor.textLength(), true);
        yield true;
      }
      case ArrayType t -> readNested(cursor, row);
      case MapType t -> readNested(cursor, row);
      case StructType t -> readNested(cursor, row);
      case BinaryType t -> readBinary(cursor, row);
      case BooleanType t -> readFixed(cursor, row);
      case ByteType t -> readFixed(cursor, row);
      case ShortType t -> readFixed(cursor, row);
      case IntegerType t -> readFixed(cursor, row);
      case LongType t -> readFixed(cursor, row);
      case FloatType t -> readFixed(cursor, row);
      case DoubleType t -> readFixed(cursor, row);
      case DecimalType t -> readFixed(cursor, row);
      case DateType t -> readFixed(cursor, row);
      case TimestampType t -> readFixed(cursor, row);
      case TimestampNtzType t -> readFixed(cursor, row);
      case NullType t -> readFixed(cursor, row);
      case CalendarIntervalType t -> readFixed(cursor, row);
      case DayTimeIntervalType t -> readFixed(cursor, row);
      case YearMonthIntervalType t -> readFixed(cursor, row);
    };
  }

  private boolean readNested(JsonCursor cursor, int row) {
    Object value = nested.read(cursor, vector.type);
    partial = nested.hadMismatch();
    if (value == null) {
      return false;
    }
    byte[] bytes = NestedCodec.encode(value, vector.type);
    putView(row, arena.copy(bytes), bytes.length, false);
    return true;
  }

  private boolean readBinary(JsonCursor cursor, int row) {
    byte[] bytes = scalars.binary(cursor);
    if (bytes == null) {
      return false;
    }
    putView(row, arena.copy(bytes), bytes.length, false);
    return true;
  }

  private boolean readFixed(JsonCursor cursor, int row) {
    if (!scalars.read(cursor, vector.type)) {
      return false;
    }
    long address = values.address() + (long) vector.layout.bytes() * row;
    switch (vector.layout) {
      case BYTE -> Memory.putByte(address, (byte) scalars.whole());
      case SHORT -> Memory.putShort(address, (short) scalars.whole());
      case INT -> Memory.putInt(address, (int) scalars.whole());
      case LONG -> Memory.putLong(address, scalars.whole());
      case FLOAT -> Memory.putFloat(address, (float) scalars.real());
      case DOUBLE -> Memory.putDouble(address, scalars.real());
      case INT128 -> {
        Memory.putLong(address, scalars.whole());
        Memory.putLong(address + 8, scalars.high());
      }
      case VIEW -> throw new IllegalStateException("a view of fixed width");
    }
    return true;
  }

  private void putView(int row, long address, int length, boolean text) {
    long bytes = address;
    int size = length;
    if (text && !Utf8Text.isAscii(bytes, size) && !Utf8Text.isValid(bytes, size)) {
      byte[] repaired = Utf8Text.repaired(bytes, size);
      bytes = arena.copy(repaired);
      size = repaired.length;
    }
    StringView.put(values.address() + (long) VectorLayout.VIEW.bytes() * row, bytes, size);
    Memory.setBit(validity.address(), row);
  }

  @Override
  public void close() {
    values.close();
    validity.close();
  }
}
