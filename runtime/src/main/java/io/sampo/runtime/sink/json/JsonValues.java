package io.sampo.runtime.sink.json;

import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.NestedCodec;
import io.sampo.codegen.vector.StringView;
import io.sampo.error.SampoException;
import io.sampo.runtime.sink.text.TextOutput;
import io.sampo.runtime.sink.text.ValueFormat;
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
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import io.sampo.types.TimestampNtzType;
import io.sampo.types.TimestampType;
import io.sampo.types.YearMonthIntervalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as JSON (RFC 8259); NaN and the infinities become strings, bytes Base64. Used by
 * one thread.
 */
final class JsonValues {
  private final TextOutput out;
  private final ValueFormat format;
  private final boolean keepsNulls;

  JsonValues(TextOutput out, ValueFormat format, boolean keepsNulls) {
    this.out = out;
    this.format = format;
    this.keepsNulls = keepsNulls;
  }

  /** Throws for a type that has no form in JSON. */
  static void checkType(String column, DataType type) {
    switch (type) {
      case ArrayType t -> checkType(column, t.elementType());
      case MapType t -> {
        checkType(column, t.keyType());
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
        "Writing the column " + column + " of type " + type.sql() + " as JSON",
        "Convert it to STRING.",
        null);
  }

  /** Writes the value of a vector's row. */
  void write(DataType type, long address) {
    switch (type) {
      case StringType t -> text(StringView.data(address), StringView.length(address));
      case BinaryType t -> bytes(StringView.toBytes(address));
      case BooleanType t -> out.put(Memory.getByte(address) != 0 ? "true" : "false");
      case ByteType t -> out.putInteger(Memory.getByte(address));
      case ShortType t -> out.putInteger(Memory.getShort(address));
      case IntegerType t -> out.putInteger(Memory.getInt(address));
      case LongType t -> out.putInteger(Memory.getLong(address));
      case FloatType t ->
          real(Float.toString(Memory.getFloat(address)), Float.isFinite(Memory.getFloat(address)));
      case DoubleType t ->
          real(
              Double.toString(Memory.getDouble(address)),
              Double.isFinite(Memory.getDouble(address)));
      case DecimalType t -> decimal(t, address);
      case DateType t -> date(Memory.getInt(address));
      case TimestampType t -> instant(Memory.getLong(address));
      case TimestampNtzType t -> local(Memory.getLong(address));
      case NullType t -> out.put("null");
      case ArrayType t -> value(t, NestedCodec.decode(address, t));
      case MapType t -> value(t, NestedCodec.decode(address, t));
      case StructType t -> value(t, NestedCodec.decode(address, t));
      case CalendarIntervalType t -> throw unsupported("", t);
      case DayTimeIntervalType t -> throw unsupported("", t);
      case YearMonthIntervalType t -> throw unsupported("", t);
    }
  }

  /** Writes a value inside of a nested one. */
  private void value(DataType type, @Nullable Object value) {
    if (value == null) {
      out.put("null");
      return;
    }
    switch (type) {
      case StringType t -> out.put(quoted((String) value));
      case BinaryType t -> bytes((byte[]) value);
      case BooleanType t -> out.put(value.toString());
      case ByteType t -> out.putInteger((Byte) value);
      case ShortType t -> out.putInteger((Short) value);
      case IntegerType t -> out.putInteger((Integer) value);
      case LongType t -> out.putInteger((Long) value);
      case FloatType t -> real(value.toString(), Float.isFinite((Float) value));
      case DoubleType t -> real(value.toString(), Double.isFinite((Double) value));
      case DecimalType t -> format.decimal(out, (BigDecimal) value);
      case DateType t -> date((Integer) value);
      case TimestampType t -> instant((Long) value);
      case TimestampNtzType t -> local((Long) value);
      case NullType t -> out.put("null");
      case ArrayType t -> array(t, (List<?>) value);
      case MapType t -> map(t, (Map<?, ?>) value);
      case StructType t -> struct(t, (List<?>) value);
      case CalendarIntervalType t -> throw unsupported("", t);
      case DayTimeIntervalType t -> throw unsupported("", t);
      case YearMonthIntervalType t -> throw unsupported("", t);
    }
  }

  private void array(ArrayType type, List<?> values) {
    out.put('[');
    boolean first = true;
    for (Object value : values) {
      if (!first) {
        out.put(',');
      }
      first = false;
      value(type.elementType(), value);
    }
    out.put(']');
  }

  private void struct(StructType type, List<?> values) {
    out.put('{');
    boolean first = true;
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) == null && !keepsNulls) {
        continue;
      }
      if (!first) {
        out.put(',');
      }
      first = false;
      StructField field = type.fields().get(i);
      out.put(quoted(field.name()));
      out.put(':');
      value(field.type(), values.get(i));
    }
    out.put('}');
  }

  private void map(MapType type, Map<?, ?> values) {
    out.put('{');
    boolean first = true;
    for (var entry : values.entrySet()) {
      if (!first) {
        out.put(',');
      }
      first = false;
      key(type.keyType(), entry.getKey());
      out.put(':');
      value(type.valueType(), entry.getValue());
    }
    out.put('}');
  }

  /** Writes a map's key: whatever its type, JSON wants a string. */
  private void key(DataType type, @Nullable Object key) {
    if (key instanceof BigDecimal number) {
      out.put(quoted(number.toPlainString()));
    } else if (type.isNumeric() || type instanceof BooleanType) {
      out.put(quoted(String.valueOf(key)));
    } else {
      value(type, key);
    }
  }

  private void real(String text, boolean finite) {
    if (finite) {
      out.put(text);
    } else {
      out.put('"');
      out.put(text);
      out.put('"');
    }
  }

  private void decimal(DecimalType type, long address) {
    if (type.fitsLong()) {
      format.decimal(out, Memory.getLong(address), type.scale());
    } else {
      BigInteger low = new BigInteger(Long.toUnsignedString(Memory.getLong(address)));
      BigInteger high = BigInteger.valueOf(Memory.getLong(address + 8)).shiftLeft(64);
      format.decimal(out, new BigDecimal(high.add(low), type.scale()));
    }
  }

  private void date(int days) {
    out.put('"');
    format.date(out, days);
    out.put('"');
  }

  private void instant(long micros) {
    out.put('"');
    format.instant(out, micros);
    out.put('"');
  }

  private void local(long micros) {
    out.put('"');
    format.local(out, micros);
    out.put('"');
  }

  private void bytes(byte[] value) {
    out.put('"');
    out.put(Base64.getEncoder().encode(value));
    out.put('"');
  }

  private void text(long address, int length) {
    out.put('"');
    int plain = 0;
    for (int at = 0; at < length; at++) {
      byte b = Memory.getByte(address + at);
      if (b == '"' || b == '\\' || b >= 0 && b < ' ') {
        out.put(address + plain, at - plain);
        out.put(escaped((char) b));
        plain = at + 1;
      }
    }
    out.put(address + plain, length - plain);
    out.put('"');
  }

  /** A text as a JSON string. */
  static String quoted(String text) {
    var quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted.append(c == '"' || c == '\\' || c < ' ' ? escaped(c) : Character.toString(c));
    }
    return quoted.append('"').toString();
  }

  private static String escaped(char c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> String.format("\\u%04X", (int) c);
    };
  }
}
