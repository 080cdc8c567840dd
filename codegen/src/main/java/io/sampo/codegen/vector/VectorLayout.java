package io.sampo.codegen.vector;

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

/** How one value lies in memory, both in a vector and in a row. */
public enum VectorLayout {
  /** A boolean (0 or 1), a byte, or the value of a column of nulls. */
  BYTE(1),
  SHORT(2),
  /** An int, a date in days, a year-month interval in months. */
  INT(4),
  /**
   * A long, a timestamp or day-time interval in microseconds, the unscaled value of a decimal of up
   * to 18 digits.
   */
  LONG(8),
  FLOAT(4),
  DOUBLE(8),
  /** The unscaled value of a decimal of more than 18 digits: low 64 bits, then high 64 bits. */
  INT128(16),
  /** A {@link StringView}: text, bytes, or an encoded nested value. */
  VIEW(16);

  private final int bytes;

  VectorLayout(int bytes) {
    this.bytes = bytes;
  }

  /** The width of one value. */
  public int bytes() {
    return bytes;
  }

  /** The layout of values of the type. */
  public static VectorLayout of(DataType type) {
    return switch (type) {
      case BooleanType t -> BYTE;
      case ByteType t -> BYTE;
      case NullType t -> BYTE;
      case ShortType t -> SHORT;
      case IntegerType t -> INT;
      case DateType t -> INT;
      case YearMonthIntervalType t -> INT;
      case LongType t -> LONG;
      case TimestampType t -> LONG;
      case TimestampNtzType t -> LONG;
      case DayTimeIntervalType t -> LONG;
      case FloatType t -> FLOAT;
      case DoubleType t -> DOUBLE;
      case DecimalType t -> t.fitsLong() ? LONG : INT128;
      case StringType t -> VIEW;
      case BinaryType t -> VIEW;
      case CalendarIntervalType t -> INT128;
      case ArrayType t -> VIEW;
      case MapType t -> VIEW;
      case StructType t -> VIEW;
    };
  }
}
