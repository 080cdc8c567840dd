package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.ColumnVector;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.NestedCodec;
import io.sampo.codegen.vector.StringView;
import io.sampo.types.ArrayType;
import io.sampo.types.BinaryType;
import io.sampo.types.BooleanType;
import io.sampo.types.ByteType;
import io.sampo.types.DataType;
import io.sampo.types.DateType;
import io.sampo.types.DecimalType;
import io.sampo.types.IntegerType;
import io.sampo.types.MapType;
import io.sampo.types.ShortType;
import io.sampo.types.StringType;
import io.sampo.types.StructType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Java values of vectors, and their text in the form of the .expected files. */
final class Values {
  private Values() {}

  /** The value of a row, as literals have it. */
  static @Nullable Object of(ColumnVector vector, int row) {
    if (vector.isNull(row)) {
      return null;
    }
    long at = vector.address(row);
    DataType type = vector.type;
    return switch (vector.layout) {
      case BYTE ->
          type instanceof BooleanType
              ? (Object) (Memory.getByte(at) != 0)
              : (Object) Memory.getByte(at);
      case SHORT -> Memory.getShort(at);
      case INT -> Memory.getInt(at);
      case LONG ->
          type instanceof DecimalType d
              ? BigDecimal.valueOf(Memory.getLong(at), d.scale())
              : (Object) Memory.getLong(at);
      case FLOAT -> Memory.getFloat(at);
      case DOUBLE -> Memory.getDouble(at);
      case INT128 ->
          new BigDecimal(
              BigInteger.valueOf(Memory.getLong(at + 8))
                  .shiftLeft(64)
                  .add(new BigInteger(Long.toUnsignedString(Memory.getLong(at)))),
              ((DecimalType) type).scale());
      case VIEW ->
          switch (type) {
            case StringType t -> StringView.toText(at);
            case BinaryType t -> StringView.toBytes(at);
            default -> NestedCodec.decode(at, type);
          };
    };
  }

  static String text(@Nullable Object value, DataType type) {
    if (value == null) {
      return "null";
    }
    return switch (type) {
      case ArrayType t -> list((List<?>) value, t.elementType());
      case MapType t -> {
        var parts = new ArrayList<String>();
        ((Map<?, ?>) value)
            .forEach((k, v) -> parts.add(text(k, t.keyType()) + "=" + text(v, t.valueType())));
        yield parts.toString();
      }
      case StructType t -> {
        var parts = new ArrayList<String>();
        for (int i = 0; i < t.size(); i++) {
          parts.add(text(((List<?>) value).get(i), t.fields().get(i).type()));
        }
        yield parts.toString();
      }
      case BinaryType t -> HexFormat.of().formatHex((byte[]) value);
      case DecimalType t -> ((BigDecimal) value).toPlainString();
      default ->
          switch (value) {
            case Float f -> HexFormat.of().toHexDigits(Float.floatToRawIntBits(f));
            case Double d -> HexFormat.of().toHexDigits(Double.doubleToRawLongBits(d));
            default -> value.toString();
          };
    };
  }

  private static String list(List<?> values, DataType type) {
    return values.stream().map(v -> text(v, type)).toList().toString();
  }

  /** A type that holds an integer, for building literals of it. */
  static Object integer(DataType type, long value) {
    return switch (type) {
      case ByteType t -> (byte) value;
      case ShortType t -> (short) value;
      case IntegerType t -> (int) value;
      case DateType t -> (int) value;
      default -> value;
    };
  }
}
