package io.sampo.runtime.source.json;

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
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON values as the Java values that {@link io.sampo.codegen.vector.NestedCodec} encodes.
 * Used by one thread.
 */
final class JsonNested {
  private final ValueParser parser;
  private final JsonScalars scalars;
  private final Map<StructType, List<String>> names = new IdentityHashMap<>();
  private boolean mismatch;

  JsonNested(ValueParser parser, JsonScalars scalars) {
    this.parser = parser;
    this.scalars = scalars;
  }

  /**
   * Whether the last value read held one, at any depth, that was of another type than the schema's
   * and became null.
   */
  boolean hadMismatch() {
    return mismatch;
  }

  /** Reads the next value; null if it is of another type, then it was skipped. */
  @Nullable Object read(JsonCursor cursor, DataType type) {
    mismatch = false;
    return value(cursor, type, 0);
  }

  private @Nullable Object value(JsonCursor cursor, DataType type, int depth) {
    JsonCursor.checkDepth(depth);
    if (cursor.takeNull()) {
      return null;
    }
    Object value =
        switch (type) {
          case StringType t -> text(cursor);
          case BinaryType t -> scalars.binary(cursor);
          case ArrayType t -> array(cursor, t, depth);
          case MapType t -> map(cursor, t, depth);
          case StructType t -> struct(cursor, t, depth);
          case BooleanType t -> scalars.read(cursor, t) ? parser.whole != 0 : null;
          case ByteType t -> scalars.read(cursor, t) ? (Object) (byte) parser.whole : null;
          case ShortType t -> scalars.read(cursor, t) ? (Object) (short) parser.whole : null;
          case IntegerType t -> scalars.read(cursor, t) ? (Object) (int) parser.whole : null;
          case DateType t -> scalars.read(cursor, t) ? (Object) (int) parser.whole : null;
          case LongType t -> scalars.read(cursor, t) ? (Object) parser.whole : null;
          case TimestampType t -> scalars.read(cursor, t) ? (Object) parser.whole : null;
          case TimestampNtzType t -> scalars.read(cursor, t) ? (Object) parser.whole : null;
          case FloatType t -> scalars.read(cursor, t) ? (Object) (float) parser.real : null;
          case DoubleType t -> scalars.read(cursor, t) ? (Object) parser.real : null;
          case DecimalType t -> scalars.read(cursor, t) ? decimal(t) : null;
          case NullType t -> skipped(cursor);
          case CalendarIntervalType t -> skipped(cursor);
          case DayTimeIntervalType t -> skipped(cursor);
          case YearMonthIntervalType t -> skipped(cursor);
        };
    mismatch |= value == null;
    return value;
  }

  private static @Nullable Object skipped(JsonCursor cursor) {
    cursor.skip(0);
    return null;
  }

  private static String text(JsonCursor cursor) {
    cursor.readAsText(0);
    return Utf8Text.text(cursor.textAddress(), cursor.textLength());
  }

  private BigDecimal decimal(DecimalType type) {
    if (type.fitsLong()) {
      return BigDecimal.valueOf(parser.whole, type.scale());
    }
    BigInteger low = new BigInteger(Long.toUnsignedString(parser.whole));
    return new BigDecimal(BigInteger.valueOf(parser.high).shiftLeft(64).add(low), type.scale());
  }

  private @Nullable List<@Nullable Object> array(JsonCursor cursor, ArrayType type, int depth) {
    if (!cursor.take('[')) {
      cursor.skip(depth);
      return null;
    }
    var values = new ArrayList<@Nullable Object>();
    if (!cursor.take(']')) {
      do {
        values.add(value(cursor, type.elementType(), depth + 1));
      } while (cursor.more(']'));
    }
    return values;
  }

  private @Nullable Map<String, @Nullable Object> map(JsonCursor cursor, MapType type, int depth) {
    if (!cursor.take('{')) {
      cursor.skip(depth);
      return null;
    }
    var values = new LinkedHashMap<String, @Nullable Object>();
    if (!cursor.take('}')) {
      do {
        cursor.readName();
        String key = Utf8Text.text(cursor.textAddress(), cursor.textLength());
        values.put(key, value(cursor, type.valueType(), depth + 1));
      } while (cursor.more('}'));
    }
    return values;
  }

  private @Nullable List<@Nullable Object> struct(JsonCursor cursor, StructType type, int depth) {
    if (!cursor.take('{')) {
      cursor.skip(depth);
      return null;
    }
    List<@Nullable Object> values = new ArrayList<>(Collections.nCopies(type.size(), null));
    if (!cursor.take('}')) {
      do {
        cursor.readName();
        int field =
            names
                .computeIfAbsent(type, StructType::names)
                .indexOf(Utf8Text.text(cursor.textAddress(), cursor.textLength()));
        if (field < 0) {
          cursor.skip(depth);
        } else {
          values.set(field, value(cursor, type.fields().get(field).type(), depth + 1));
        }
      } while (cursor.more('}'));
    }
    return values;
  }
}
