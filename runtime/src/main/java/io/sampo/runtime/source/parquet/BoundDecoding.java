package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.types.BooleanType;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/** Decodes the bytes of a bound in the footer. */
final class BoundDecoding {
  private BoundDecoding() {}

  /**
   * Whether the deprecated bounds, which were compared as signed numbers or signed bytes, are right
   * for the column.
   */
  static boolean oldOrderIsRight(StoredElement element) {
    return switch (element.physical()) {
      case BOOLEAN, FLOAT, DOUBLE -> true;
      case INT32, INT64 -> !element.isUnsigned();
      case INT96, BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> false;
    };
  }

  /**
   * The bound in the form {@link Bounds} compares, or null when the bytes are no trustworthy bound.
   *
   * @param type the type the column is read as
   * @param lower whether it bounds from below
   */
  static @Nullable Comparable<?> decode(
      StoredElement element, DataType type, byte[] bytes, boolean lower) {
    return switch (element.physical()) {
      case BOOLEAN -> bytes.length == 1 && type instanceof BooleanType ? bytes[0] != 0 : null;
      case INT32 -> bytes.length == 4 ? integer(element, type, (int) little(bytes)) : null;
      case INT64 -> bytes.length == 8 ? integer(element, type, little(bytes)) : null;
      case INT96 -> null;
      case FLOAT ->
          bytes.length == 4 ? floating(Float.intBitsToFloat((int) little(bytes)), lower) : null;
      case DOUBLE ->
          bytes.length == 8 ? floating(Double.longBitsToDouble(little(bytes)), lower) : null;
      case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> bytes(type, bytes, lower);
    };
  }

  private static long little(byte[] bytes) {
    return Memory.getLong(Arrays.copyOf(bytes, 8), 0);
  }

  private static @Nullable Comparable<?> integer(StoredElement element, DataType type, long value) {
    boolean unsigned = element.isUnsigned();
    if (type instanceof DecimalType decimal) {
      BigInteger unscaled =
          unsigned ? new BigInteger(Long.toUnsignedString(value)) : BigInteger.valueOf(value);
      return new BigDecimal(unscaled, decimal.scale());
    }
    if (type.isFloating()) {
      return (double) value;
    }
    if (unsigned) {
      return element.physical() == Type.INT32 ? value & 0xFFFFFFFFL : null;
    }
    return switch (element.unit()) {
      case MILLIS -> Math.abs(value) > Long.MAX_VALUE / 1000 ? null : (Long) (value * 1000);
      case MICROS -> value;
      case NANOS -> Math.floorDiv(value, 1000L);
    };
  }

  private static @Nullable Comparable<?> floating(double value, boolean lower) {
    if (Double.isNaN(value)) {
      return null;
    }
    // Writers may leave out the sign of zero.
    return value == 0 ? (lower ? -0.0 : 0.0) : value;
  }

  private static @Nullable Comparable<?> bytes(DataType type, byte[] bytes, boolean lower) {
    if (type instanceof DecimalType decimal) {
      return bytes.length == 0 ? null : new BigDecimal(new BigInteger(bytes), decimal.scale());
    }
    if (VectorLayout.of(type) == VectorLayout.VIEW) {
      return new Bounds.Bytes(bytes);
    }
    if (VectorLayout.of(type) == VectorLayout.FLOAT && bytes.length == 2) {
      return floating(Float.float16ToFloat((short) little(bytes)), lower);
    }
    return null;
  }
}
