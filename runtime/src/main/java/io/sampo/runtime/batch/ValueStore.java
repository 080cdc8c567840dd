package io.sampo.runtime.batch;

import io.sampo.codegen.kernel.Boxing;
import io.sampo.codegen.kernel.Wide;
import io.sampo.codegen.row.StringArena;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.NestedCodec;
import io.sampo.codegen.vector.StringView;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.types.BinaryType;
import io.sampo.types.BooleanType;
import io.sampo.types.CalendarIntervalType;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.StringType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** Between memory and Java objects in the forms of spec literals. */
public final class ValueStore {
  private ValueStore() {}

  /** Writes a value that is not null; long text is kept in the arena. */
  public static void put(
      VectorLayout layout, DataType type, long address, Object value, StringArena arena) {
    switch (layout) {
      case BYTE ->
          Memory.putByte(
              address,
              value instanceof Boolean truth
                  ? (byte) (truth ? 1 : 0)
                  : ((Number) value).byteValue());
      case SHORT -> Memory.putShort(address, ((Number) value).shortValue());
      case INT -> Memory.putInt(address, ((Number) value).intValue());
      case LONG ->
          Memory.putLong(
              address,
              type instanceof DecimalType decimal
                  ? unscaled(value, decimal)
                  : ((Number) value).longValue());
      case FLOAT -> Memory.putFloat(address, ((Number) value).floatValue());
      case DOUBLE -> Memory.putDouble(address, ((Number) value).doubleValue());
      case INT128 -> {
        if (type instanceof DecimalType decimal) {
          Wide.putDecimal((BigDecimal) value, decimal.precision(), decimal.scale(), address, -1);
        } else {
          Boxing.unboxInterval(value, address);
        }
      }
      case VIEW -> arena.put(bytes(type, value), address);
    }
  }

  private static long unscaled(Object value, DecimalType type) {
    return ((BigDecimal) value)
        .setScale(type.scale(), RoundingMode.HALF_UP)
        .unscaledValue()
        .longValueExact();
  }

  private static byte[] bytes(DataType type, Object value) {
    if (type instanceof StringType) {
      return ((String) value).getBytes(StandardCharsets.UTF_8);
    }
    return type instanceof BinaryType ? (byte[]) value : NestedCodec.encode(value, type);
  }

  /** Reads a value that is not null. */
  public static Object get(VectorLayout layout, DataType type, long address) {
    return switch (layout) {
      case BYTE -> {
        byte value = Memory.getByte(address);
        yield type instanceof BooleanType ? (Object) (value != 0) : (Object) value;
      }
      case SHORT -> Memory.getShort(address);
      case INT -> Memory.getInt(address);
      case LONG ->
          type instanceof DecimalType decimal
              ? Boxing.decimal(Memory.getLong(address), decimal.scale())
              : (Object) Memory.getLong(address);
      case FLOAT -> Memory.getFloat(address);
      case DOUBLE -> Memory.getDouble(address);
      case INT128 -> {
        long low = Memory.getLong(address);
        long high = Memory.getLong(address + 8);
        yield type instanceof CalendarIntervalType
            ? Boxing.interval(low, high)
            : Boxing.decimal(low, high, ((DecimalType) type).scale());
      }
      case VIEW -> {
        if (type instanceof StringType) {
          yield StringView.toText(address);
        }
        byte[] bytes = StringView.toBytes(address);
        yield type instanceof BinaryType ? bytes : NestedCodec.decode(bytes, type);
      }
    };
  }
}
