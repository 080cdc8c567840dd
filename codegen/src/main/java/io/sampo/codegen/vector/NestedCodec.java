package io.sampo.codegen.vector;

import io.sampo.types.ArrayType;
import io.sampo.types.BinaryType;
import io.sampo.types.BooleanType;
import io.sampo.types.ByteType;
import io.sampo.types.CalendarInterval;
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
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Arrays, maps and structs as bytes: what the views of a nested column hold. Values stand behind
 * one another without padding, numbers are little-endian, so equal values have equal bytes. Java
 * values are those of {@link io.sampo.spec.Expression.Literal}.
 *
 * <ul>
 *   <li>A number, date, boolean or interval: as {@link VectorLayout} has it. A null of the null
 *       type: nothing.
 *   <li>Text and bytes: the length as a varint, then the bytes.
 *   <li>An array: a varint of twice the number of elements, plus 1 when some are null; then, only
 *       if some are null, a bitmap with 1 for each element that is not null; then the elements that
 *       are not null.
 *   <li>A map: the array of its keys, then the array of its values, in the map's order.
 *   <li>A struct: a bitmap with 1 for each field that is not null, then the fields that are not
 *       null.
 * </ul>
 *
 * <p>Bitmaps take whole bytes, least significant bit first, spare bits 0. Varints are unsigned,
 * seven bits a byte, lowest first. Stateless.
 */
public final class NestedCodec {
  private static final int INT128_BYTES = 16;

  private NestedCodec() {}

  /** Whether values of the type are kept as such bytes. */
  public static boolean isNested(DataType type) {
    return switch (type) {
      case ArrayType _, MapType _, StructType _, CalendarIntervalType _ -> true;
      case BooleanType _,
          ByteType _,
          ShortType _,
          IntegerType _,
          LongType _,
          FloatType _,
          DoubleType _,
          DecimalType _,
          StringType _,
          BinaryType _,
          DateType _,
          TimestampType _,
          TimestampNtzType _,
          DayTimeIntervalType _,
          YearMonthIntervalType _,
          NullType _ ->
          false;
    };
  }

  /** The bytes of a value that is not null. */
  public static byte[] encode(Object value, DataType type) {
    var out = new ByteArrayOutputStream();
    write(out, value, type);
    return out.toByteArray();
  }

  /** The value that bytes stand for. */
  public static Object decode(byte[] bytes, DataType type) {
    return new Input(bytes).value(type);
  }

  /** The value of a view of a nested column. */
  public static Object decode(long view, DataType type) {
    return decode(StringView.toBytes(view), type);
  }

  private static void write(ByteArrayOutputStream out, Object value, DataType type) {
    switch (type) {
      case BooleanType t -> out.write((Boolean) value ? 1 : 0);
      case ByteType t -> out.write((Byte) value);
      case ShortType t -> writeLittle(out, (Short) value, 2);
      case IntegerType t -> writeLittle(out, (Integer) value, 4);
      case DateType t -> writeLittle(out, (Integer) value, 4);
      case YearMonthIntervalType t -> writeLittle(out, (Integer) value, 4);
      case LongType t -> writeLittle(out, (Long) value, 8);
      case TimestampType t -> writeLittle(out, (Long) value, 8);
      case TimestampNtzType t -> writeLittle(out, (Long) value, 8);
      case DayTimeIntervalType t -> writeLittle(out, (Long) value, 8);
      case FloatType t -> writeLittle(out, Float.floatToRawIntBits((Float) value), 4);
      case DoubleType t -> writeLittle(out, Double.doubleToRawLongBits((Double) value), 8);
      case DecimalType t -> writeDecimal(out, (BigDecimal) value, t);
      case StringType t -> writeBytes(out, ((String) value).getBytes(StandardCharsets.UTF_8));
      case BinaryType t -> writeBytes(out, (byte[]) value);
      case CalendarIntervalType t -> writeInterval(out, (CalendarInterval) value);
      case NullType t -> throw new IllegalArgumentException("a value of the null type");
      case ArrayType t -> writeArray(out, (List<?>) value, t.elementType());
      case MapType t -> {
        var map = (Map<?, ?>) value;
        writeArray(out, new ArrayList<>(map.keySet()), t.keyType());
        writeArray(out, new ArrayList<>(map.values()), t.valueType());
      }
      case StructType t -> writeStruct(out, (List<?>) value, t);
    }
  }

  private static void writeLittle(ByteArrayOutputStream out, long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (value >>> 8 * i));
    }
  }

  private static void writeDecimal(ByteArrayOutputStream out, BigDecimal value, DecimalType type) {
    BigInteger unscaled = value.setScale(type.scale()).unscaledValue();
    writeLittle(out, unscaled.longValue(), 8);
    if (!type.fitsLong()) {
      writeLittle(out, unscaled.shiftRight(64).longValue(), 8);
    }
  }

  private static void writeInterval(ByteArrayOutputStream out, CalendarInterval value) {
    writeLittle(out, value.months() & 0xFFFFFFFFL | (long) value.days() << 32, 8);
    writeLittle(out, value.microseconds(), 8);
  }

  private static void writeBytes(ByteArrayOutputStream out, byte[] bytes) {
    writeVarint(out, bytes.length);
    out.writeBytes(bytes);
  }

  private static void writeVarint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while (rest >>> 7 != 0) {
      out.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static void writeArray(ByteArrayOutputStream out, List<?> values, DataType type) {
    boolean hasNulls = values.stream().anyMatch(v -> v == null);
    writeVarint(out, 2L * values.size() + (hasNulls ? 1 : 0));
    if (hasNulls) {
      out.writeBytes(bitmap(values));
    }
    for (Object value : values) {
      if (value != null) {
        write(out, value, type);
      }
    }
  }

  private static void writeStruct(ByteArrayOutputStream out, List<?> values, StructType type) {
    if (values.size() != type.size()) {
      throw new IllegalArgumentException(
          values.size() + " values for a struct of " + type.size() + " fields");
    }
    out.writeBytes(bitmap(values));
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      if (value != null) {
        write(out, value, type.fields().get(i).type());
      }
    }
  }

  private static byte[] bitmap(List<?> values) {
    byte[] bitmap = new byte[(values.size() + 7) >>> 3];
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) != null) {
        bitmap[i >>> 3] |= (byte) (1 << (i & 7));
      }
    }
    return bitmap;
  }

  /** A position in encoded bytes. */
  private static final class Input {
    private final byte[] bytes;
    private int position;

    Input(byte[] bytes) {
      this.bytes = bytes;
    }

    Object value(DataType type) {
      return switch (type) {
        case BooleanType t -> bytes[position++] != 0;
        case ByteType t -> bytes[position++];
        case ShortType t -> (short) little(2);
        case IntegerType t -> (int) little(4);
        case DateType t -> (int) little(4);
        case YearMonthIntervalType t -> (int) little(4);
        case LongType t -> little(8);
        case TimestampType t -> little(8);
        case TimestampNtzType t -> little(8);
        case DayTimeIntervalType t -> little(8);
        case FloatType t -> Float.intBitsToFloat((int) little(4));
        case DoubleType t -> Double.longBitsToDouble(little(8));
        case DecimalType t -> decimal(t);
        case StringType t -> new String(bytes(), StandardCharsets.UTF_8);
        case BinaryType t -> bytes();
        case CalendarIntervalType t ->
            new CalendarInterval((int) little(4), (int) little(4), little(8));
        case NullType t -> throw new IllegalArgumentException("a value of the null type");
        case ArrayType t -> array(t.elementType());
        case MapType t -> map(t);
        case StructType t -> struct(t);
      };
    }

    private long little(int count) {
      long value = 0;
      for (int i = 0; i < count; i++) {
        value |= (bytes[position++] & 0xFFL) << 8 * i;
      }
      return value;
    }

    private long varint() {
      long value = 0;
      int shift = 0;
      byte next;
      do {
        next = bytes[position++];
        value |= (next & 0x7FL) << shift;
        shift += 7;
      } while (next < 0);
      return value;
    }

    private byte[] bytes() {
      int length = (int) varint();
      byte[] value = new byte[length];
      System.arraycopy(bytes, position, value, 0, length);
      position += length;
      return value;
    }

    private BigDecimal decimal(DecimalType type) {
      if (type.fitsLong()) {
        return BigDecimal.valueOf(little(8), type.scale());
      }
      byte[] big = new byte[INT128_BYTES];
      for (int i = 0; i < INT128_BYTES; i++) {
        big[INT128_BYTES - 1 - i] = bytes[position++];
      }
      return new BigDecimal(new BigInteger(big), type.scale());
    }

    private List<@Nullable Object> array(DataType type) {
      long head = varint();
      int count = (int) (head >>> 1);
      int bitmap = position;
      boolean hasNulls = (head & 1) != 0;
      if (hasNulls) {
        position += (count + 7) >>> 3;
      }
      var values = new ArrayList<@Nullable Object>(count);
      for (int i = 0; i < count; i++) {
        values.add(!hasNulls || isSet(bitmap, i) ? value(type) : null);
      }
      return values;
    }

    private boolean isSet(int bitmap, int index) {
      return (bytes[bitmap + (index >>> 3)] >>> (index & 7) & 1) != 0;
    }

    private Map<@Nullable Object, @Nullable Object> map(MapType type) {
      List<@Nullable Object> keys = array(type.keyType());
      List<@Nullable Object> values = array(type.valueType());
      var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
      for (int i = 0; i < keys.size(); i++) {
        map.put(keys.get(i), values.get(i));
      }
      return map;
    }

    private List<@Nullable Object> struct(StructType type) {
      int bitmap = position;
      position += (type.size() + 7) >>> 3;
      var values = new ArrayList<@Nullable Object>(type.size());
      int i = 0;
      for (StructField field : type.fields()) {
        values.add(isSet(bitmap, i++) ? value(field.type()) : null);
      }
      return values;
    }
  }
}
