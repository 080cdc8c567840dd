package io.sampo.codegen.kernel;

import io.sampo.codegen.row.StringArena;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;
import io.sampo.types.CalendarInterval;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Between values in memory and Java objects, in the forms of spec literals: for expressions the
 * interpreter evaluates.
 */
public final class Boxing {
  private Boxing() {}

  public static Object bool(int value) {
    return value != 0;
  }

  public static Object int8(int value) {
    return (byte) value;
  }

  public static Object int16(int value) {
    return (short) value;
  }

  public static Object int32(int value) {
    return value;
  }

  public static Object int64(long value) {
    return value;
  }

  public static Object float32(float value) {
    return value;
  }

  public static Object float64(double value) {
    return value;
  }

  public static Object decimal(long unscaled, int scale) {
    return BigDecimal.valueOf(unscaled, scale);
  }

  public static Object decimal(long low, long high, int scale) {
    return Wide.toDecimal(low, high, scale);
  }

  public static Object interval(long low, long high) {
    return new CalendarInterval((int) low, (int) (low >>> 32), high);
  }

  public static Object text(long view) {
    return StringView.toText(view);
  }

  public static Object binary(long view) {
    return StringView.toBytes(view);
  }

  public static int unboxBool(Object value) {
    return (Boolean) value ? 1 : 0;
  }

  public static int unboxInt(Object value) {
    return ((Number) value).intValue();
  }

  public static long unboxLong(Object value) {
    return ((Number) value).longValue();
  }

  public static float unboxFloat(Object value) {
    return ((Number) value).floatValue();
  }

  public static double unboxDouble(Object value) {
    return ((Number) value).doubleValue();
  }

  public static long unboxDecimal(Object value, int scale) {
    return ((BigDecimal) value)
        .setScale(scale, RoundingMode.HALF_UP)
        .unscaledValue()
        .longValueExact();
  }

  public static void unboxWide(Object value, int scale, long out) {
    Wide.putDecimal((BigDecimal) value, 38, scale, out, -1);
  }

  public static void unboxInterval(Object value, long out) {
    var interval = (CalendarInterval) value;
    Memory.putLong(out, (interval.months() & 0xFFFFFFFFL) | (long) interval.days() << 32);
    Memory.putLong(out + 8, interval.microseconds());
  }

  public static long unboxText(Object value, StringArena arena) {
    return Text.fromString((String) value, arena);
  }

  public static long unboxBinary(Object value, StringArena arena) {
    return Text.fromBytes((byte[]) value, arena);
  }
}
