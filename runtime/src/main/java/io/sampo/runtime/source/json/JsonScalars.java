package io.sampo.runtime.source.json;

import io.sampo.error.SampoException;
import io.sampo.runtime.source.text.DateText;
import io.sampo.runtime.source.text.Utf8Text;
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
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON values as values of fixed width, by Spark's rules of which kind of JSON value a type
 * takes. Used by one thread.
 */
final class JsonScalars {
  private final ValueParser parser;

  JsonScalars(ValueParser parser) {
    this.parser = parser;
  }

  /** As {@link ValueParser#whole}. */
  long whole() {
    return parser.whole;
  }

  /** As {@link ValueParser#high}. */
  long high() {
    return parser.high;
  }

  /** As {@link ValueParser#real}. */
  double real() {
    return parser.real;
  }

  /** Throws for a type, anywhere in a column's, that has no form in JSON. */
  static void checkType(String column, DataType type) {
    switch (type) {
      case ArrayType t -> checkType(column, t.elementType());
      case MapType t -> {
        if (!(t.keyType() instanceof StringType)) {
          throw unsupported(column, t);
        }
        checkType(column, t.valueType());
      }
      case StructType t -> t.fields().forEach(field -> checkType(column, field.type()));
      case CalendarIntervalType t -> throw unsupported(column, t);
      case DayTimeIntervalType t -> throw unsupported(column, t);
      case YearMonthIntervalType t -> throw unsupported(column, t);
      case BooleanType t -> {}
      case ByteType t -> {}
      case ShortType t -> {}
      case IntegerType t -> {}
      case LongType t -> {}
      case FloatType t -> {}
      case DoubleType t -> {}
      case DecimalType t -> {}
      case StringType t -> {}
      case BinaryType t -> {}
      case DateType t -> {}
      case TimestampType t -> {}
      case TimestampNtzType t -> {}
      case NullType t -> {}
    }
  }

  private static SampoException unsupported(String column, DataType type) {
    return SampoException.unsupported(
        "The type " + type.sql() + " of column " + column + " in a JSON file",
        "Read it as STRING, or as a map with keys of STRING.",
        null);
  }

  /**
   * Reads the next value, which is not null; false if it is no value of the type, then it was
   * skipped.
   */
  boolean read(JsonCursor cursor, DataType type) {
    return switch (type) {
      case BooleanType t -> readBoolean(cursor);
      case ByteType t -> readInteger(cursor, 8);
      case ShortType t -> readInteger(cursor, 16);
      case IntegerType t -> readInteger(cursor, 32);
      case LongType t -> readInteger(cursor, 64);
      case FloatType t ->
          readText(cursor, true) && parser.parseFloat(cursor.textAddress(), cursor.textLength());
      case DoubleType t -> readReal(cursor);
      case DecimalType t ->
          readText(cursor, true)
              && parser.parseDecimal(cursor.textAddress(), cursor.textLength(), t);
      case DateType t ->
          readText(cursor, false) && parser.parseDate(cursor.textAddress(), cursor.textLength());
      case TimestampType t -> readTimestamp(cursor);
      case TimestampNtzType t ->
          readText(cursor, false)
              && parser.parseLocalTimestamp(cursor.textAddress(), cursor.textLength());
      case NullType t -> skipped(cursor);
      case StringType t -> skipped(cursor);
      case BinaryType t -> skipped(cursor);
      case CalendarIntervalType t -> skipped(cursor);
      case DayTimeIntervalType t -> skipped(cursor);
      case YearMonthIntervalType t -> skipped(cursor);
      case ArrayType t -> skipped(cursor);
      case MapType t -> skipped(cursor);
      case StructType t -> skipped(cursor);
    };
  }

  private static boolean skipped(JsonCursor cursor) {
    cursor.skip(0);
    return false;
  }

  private static boolean isNumber(byte next) {
    return next == '-' || next >= '0' && next <= '9' || next == 'N' || next == 'I';
  }

  private boolean readBoolean(JsonCursor cursor) {
    byte next = cursor.peek();
    if (next != 't' && next != 'f') {
      return skipped(cursor);
    }
    cursor.readWord();
    parser.whole = next == 't' ? 1 : 0;
    return true;
  }

  private boolean readInteger(JsonCursor cursor, int bits) {
    if (!isNumber(cursor.peek())) {
      return skipped(cursor);
    }
    cursor.readNumber();
    return cursor.isIntegral()
        && parser.parseInteger(cursor.textAddress(), cursor.textLength(), bits);
  }

  private boolean readReal(JsonCursor cursor) {
    boolean number = isNumber(cursor.peek());
    if (!readText(cursor, true)) {
      return false;
    }
    boolean valid = parser.parseDouble(cursor.textAddress(), cursor.textLength());
    return valid && (number || !Double.isFinite(parser.real));
  }

  /** Reads a text, or a number if those are taken, to be parsed further. */
  private static boolean readText(JsonCursor cursor, boolean numbers) {
    if (cursor.isText()) {
      cursor.readText();
    } else if (numbers && isNumber(cursor.peek())) {
      cursor.readNumber();
    } else {
      return skipped(cursor);
    }
    return cursor.textLength() > 0;
  }

  /** A text, or seconds as an integer. */
  private boolean readTimestamp(JsonCursor cursor) {
    if (cursor.isText()) {
      return readText(cursor, false)
          && parser.parseTimestamp(cursor.textAddress(), cursor.textLength());
    }
    if (!readInteger(cursor, 64)
        || Math.abs(parser.whole) > Long.MAX_VALUE / DateText.MICROS_PER_SECOND) {
      return false;
    }
    parser.whole *= DateText.MICROS_PER_SECOND;
    return true;
  }

  /** The bytes of a Base64 text, or null if the next value is none, then it was skipped. */
  byte @Nullable [] binary(JsonCursor cursor) {
    if (!cursor.isText()) {
      cursor.skip(0);
      return null;
    }
    cursor.readText();
    try {
      return Base64.getDecoder().decode(Utf8Text.text(cursor.textAddress(), cursor.textLength()));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
