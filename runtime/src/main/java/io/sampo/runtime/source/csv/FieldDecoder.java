package io.sampo.runtime.source.csv;

import io.sampo.codegen.vector.ColumnVector;
import io.sampo.codegen.vector.Memory;
import io.sampo.error.SampoException;
import io.sampo.runtime.source.text.GrowingBuffer;
import io.sampo.runtime.source.text.ValueParser;
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
 * Turns the fields of one column into values. The loop of each subclass handles the common form of
 * its type; whatever else comes up goes through {@link #exceptional}. Used by one thread.
 */
abstract class FieldDecoder implements AutoCloseable {
  /** What a decoder shares with the others of its source. */
  record Shared(FieldText text, ValueParser parser, Faults faults, BufferAllocator allocator) {}

  /** Which column of the schema a decoder is for, and which field of a record that is. */
  record Place(int column, int field) {}

  /** Told of every field that is no value of its column's type. */
  interface Faults {
    /** Returns if the field shall be null, or throws. */
    void add(int row, int column, long address, int length);
  }

  final ColumnVector vector;
  final FieldText text;
  final ValueParser parser;
  private final Faults faults;
  private final Place place;
  private final GrowingBuffer values;
  private final GrowingBuffer validity;
  private int rows;
  private boolean hasNulls;

  /**
   * Whether every field must go through {@link #exceptional}, because the options change what plain
   * text means.
   */
  final boolean careful;

  FieldDecoder(DataType type, Place place, Shared shared) {
    this.vector = new ColumnVector(type);
    this.place = place;
    this.text = shared.text();
    this.parser = shared.parser();
    this.faults = shared.faults();
    this.values = new GrowingBuffer(shared.allocator());
    this.validity = new GrowingBuffer(shared.allocator());
    this.careful = text.alwaysNeeded();
  }

  /** A decoder for the column's type. */
  static FieldDecoder of(DataType type, Place place, Shared shared) {
    return switch (type) {
      case BooleanType t -> new BooleanDecoder(t, place, shared);
      case ByteType t -> new IntegerDecoder(t, place, shared);
      case ShortType t -> new IntegerDecoder(t, place, shared);
      case IntegerType t -> new IntegerDecoder(t, place, shared);
      case LongType t -> new LongDecoder(t, place, shared);
      case FloatType t -> new DoubleDecoder(t, place, shared);
      case DoubleType t -> new DoubleDecoder(t, place, shared);
      case DecimalType t -> new DecimalDecoder(t, place, shared);
      case StringType t -> new StringDecoder(t, place, shared);
      case BinaryType t -> new StringDecoder(t, place, shared);
      case DateType t -> new DateDecoder(t, place, shared);
      case TimestampType t -> new TimestampDecoder(t, place, shared);
      case TimestampNtzType t -> new TimestampDecoder(t, place, shared);
      case NullType t -> new BooleanDecoder(t, place, shared);
      case CalendarIntervalType t -> throw unsupported(t);
      case DayTimeIntervalType t -> throw unsupported(t);
      case YearMonthIntervalType t -> throw unsupported(t);
      case ArrayType t -> throw unsupported(t);
      case MapType t -> throw unsupported(t);
      case StructType t -> throw unsupported(t);
    };
  }

  /** Which field of a record holds the column. */
  final int fieldIndex() {
    return place.field();
  }

  private static SampoException unsupported(DataType type) {
    return SampoException.unsupported(
        "The type " + type.sql() + " in a CSV file",
        "Read the column as STRING and convert it.",
        null);
  }

  /**
   * Decodes the column of some rows.
   *
   * @param base what offsets count from
   * @param fields the address of the two ints around the first row's field
   * @param stride bytes from one row's ints to the next
   * @param ascii whether all text is known to be ASCII
   */
  final ColumnVector decode(long base, long fields, int stride, int count, boolean ascii) {
    rows = count;
    hasNulls = false;
    long target = values.ensure((long) count * vector.layout.bytes());
    decodeRows(base, fields, stride, count, target, ascii);
    vector.set(target, hasNulls ? validity.address() : 0);
    return vector;
  }

  /**
   * Writes a value for each row, going through {@link #exceptional} for what the loop does not
   * handle.
   */
  abstract void decodeRows(
      long base, long fields, int stride, int count, long target, boolean ascii);

  /** Parses the text that {@link #text} holds and writes its value, or answers false. */
  abstract boolean put(long target, int row);

  /** Writes any readable value, for a null. */
  void putNothing(long target, int row) {
    int width = vector.layout.bytes();
    Memory.fill(target + (long) width * row, width, (byte) 0);
  }

  /** Writes one field's value or null, whatever its form; what is malformed is reported. */
  final void exceptional(long target, int row, long address, int length) {
    if (text.read(address, length) && (text.length() > 0 || acceptsEmpty())) {
      if (put(target, row)) {
        return;
      }
      faults.add(row, place.column(), address, length);
    }
    putNothing(target, row);
    setNull(row);
  }

  /** Whether an empty quoted field is a value. */
  boolean acceptsEmpty() {
    return false;
  }

  private void setNull(int row) {
    if (!hasNulls) {
      hasNulls = true;
      long bytes = (rows + 63L) / 64 * 8;
      Memory.fill(validity.ensure(bytes), bytes, (byte) 0xFF);
    }
    Memory.clearBit(validity.address(), row);
  }

  @Override
  public void close() {
    values.close();
    validity.close();
  }
}
