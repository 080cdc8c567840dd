package io.sampo.runtime.operator;

import io.sampo.types.CalendarInterval;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values in the forms of spec literals as bytes that tell their own class, for accumulators that
 * are spilled.
 */
final class SavedValues {
  /** The first byte of a value: its class. */
  private enum Form {
    NULL,
    FALSE,
    TRUE,
    BYTE,
    SHORT,
    INTEGER,
    LONG,
    FLOAT,
    DOUBLE,
    DECIMAL,
    TEXT,
    BYTES,
    INTERVAL,
    LIST,
    MAP
  }

  private static final Form[] FORMS = Form.values();

  private SavedValues() {}

  private static void form(DataOutputStream out, Form form) throws IOException {
    out.writeByte(form.ordinal());
  }

  static void write(DataOutputStream out, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> form(out, Form.NULL);
      case Boolean truth -> form(out, truth ? Form.TRUE : Form.FALSE);
      case Number number -> writeNumber(out, number);
      case String text -> {
        form(out, Form.TEXT);
        writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
      }
      case byte[] bytes -> {
        form(out, Form.BYTES);
        writeBytes(out, bytes);
      }
      case CalendarInterval interval -> {
        form(out, Form.INTERVAL);
        out.writeInt(interval.months());
        out.writeInt(interval.days());
        out.writeLong(interval.microseconds());
      }
      case List<?> list -> {
        form(out, Form.LIST);
        writeAll(out, list);
      }
      case Map<?, ?> map -> {
        form(out, Form.MAP);
        writeAll(out, map.keySet());
        writeAll(out, map.values());
      }
      default -> throw new IllegalStateException("a value of " + value.getClass());
    }
  }

  private static void writeNumber(DataOutputStream out, Number number) throws IOException {
    switch (number) {
      case Byte value -> {
        form(out, Form.BYTE);
        out.writeByte(value);
      }
      case Short value -> {
        form(out, Form.SHORT);
        out.writeShort(value);
      }
      case Integer value -> {
        form(out, Form.INTEGER);
        out.writeInt(value);
      }
      case Long value -> {
        form(out, Form.LONG);
        out.writeLong(value);
      }
      case Float value -> {
        form(out, Form.FLOAT);
        out.writeInt(Float.floatToRawIntBits(value));
      }
      case Double value -> {
        form(out, Form.DOUBLE);
        out.writeLong(Double.doubleToRawLongBits(value));
      }
      case BigDecimal value -> {
        form(out, Form.DECIMAL);
        out.writeInt(value.scale());
        writeBytes(out, value.unscaledValue().toByteArray());
      }
      default -> throw new IllegalStateException("a number of " + number.getClass());
    }
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** The number of values, then the values. */
  static void writeAll(DataOutputStream out, Collection<?> values) throws IOException {
    out.writeInt(values.size());
    for (Object value : values) {
      write(out, value);
    }
  }

  static @Nullable Object read(DataInputStream in) throws IOException {
    return switch (FORMS[in.readUnsignedByte()]) {
      case NULL -> null;
      case FALSE -> false;
      case TRUE -> true;
      case BYTE -> in.readByte();
      case SHORT -> in.readShort();
      case INTEGER -> in.readInt();
      case LONG -> in.readLong();
      case FLOAT -> Float.intBitsToFloat(in.readInt());
      case DOUBLE -> Double.longBitsToDouble(in.readLong());
      case DECIMAL -> {
        int scale = in.readInt();
        yield new BigDecimal(new BigInteger(readBytes(in)), scale);
      }
      case TEXT -> new String(readBytes(in), StandardCharsets.UTF_8);
      case BYTES -> readBytes(in);
      case INTERVAL -> new CalendarInterval(in.readInt(), in.readInt(), in.readLong());
      case LIST -> readAll(in);
      case MAP -> {
        List<@Nullable Object> keys = readAll(in);
        List<@Nullable Object> values = readAll(in);
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
          map.put(keys.get(i), values.get(i));
        }
        yield map;
      }
    };
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }

  static List<@Nullable Object> readAll(DataInputStream in) throws IOException {
    int count = in.readInt();
    var values = new ArrayList<@Nullable Object>();
    for (int i = 0; i < count; i++) {
      values.add(read(in));
    }
    return values;
  }

  /** Receives a row that is read back. */
  @FunctionalInterface
  interface RowReceiver {
    void add(@Nullable Object[] row);
  }

  static void writeRows(DataOutputStream out, List<@Nullable Object[]> rows) throws IOException {
    out.writeInt(rows.size());
    for (@Nullable Object[] row : rows) {
      writeAll(out, Arrays.asList(row));
    }
  }

  static void readRows(DataInputStream in, RowReceiver receiver) throws IOException {
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      receiver.add(readAll(in).toArray());
    }
  }
}
