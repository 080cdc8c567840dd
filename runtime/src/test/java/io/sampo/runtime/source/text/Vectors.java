package io.sampo.runtime.source.text;

import io.sampo.codegen.vector.BatchSource;
import io.sampo.codegen.vector.ColumnVector;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;
import io.sampo.types.BinaryType;
import io.sampo.types.BooleanType;
import io.sampo.types.DataType;
import io.sampo.types.DateType;
import io.sampo.types.DecimalType;
import io.sampo.types.TimestampNtzType;
import io.sampo.types.TimestampType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the values of vectors for tests. */
public final class Vectors {
  private Vectors() {}

  /** All rows that a source still has, each a list of its columns' values. */
  public static List<List<@Nullable Object>> drain(BatchSource source, int columns) {
    var rows = new ArrayList<List<@Nullable Object>>();
    int count;
    while ((count = source.next()) >= 0) {
      int first = rows.size();
      for (int row = 0; row < count; row++) {
        rows.add(new ArrayList<>());
      }
      for (int column = 0; column < columns; column++) {
        ColumnVector vector = source.column(column);
        for (int row = 0; row < count; row++) {
          rows.get(first + row).add(value(vector, row));
        }
      }
    }
    return rows;
  }

  /** The value of a row as a Java object, or null. */
  public static @Nullable Object value(ColumnVector vector, int row) {
    long address = vector.address(row);
    if (vector.isNull(row)) {
      return null;
    }
    return value(vector.type, vector.layout.bytes(), address);
  }

  private static Object value(DataType type, int bytes, long address) {
    if (type instanceof BooleanType) {
      return Memory.getByte(address) != 0;
    }
    if (type instanceof DateType) {
      return LocalDate.ofEpochDay(Memory.getInt(address));
    }
    if (type instanceof TimestampType) {
      return Instant.EPOCH
          .plusNanos(0)
          .plus(
              java.time.Duration.of(Memory.getLong(address), java.time.temporal.ChronoUnit.MICROS));
    }
    if (type instanceof TimestampNtzType) {
      long micros = Memory.getLong(address);
      return LocalDateTime.ofEpochSecond(
          Math.floorDiv(micros, 1_000_000L),
          (int) Math.floorMod(micros, 1_000_000L) * 1000,
          ZoneOffset.UTC);
    }
    if (type instanceof DecimalType decimal) {
      BigInteger unscaled =
          bytes == 8
              ? BigInteger.valueOf(Memory.getLong(address))
              : BigInteger.valueOf(Memory.getLong(address + 8))
                  .shiftLeft(64)
                  .or(new BigInteger(Long.toUnsignedString(Memory.getLong(address))));
      return new BigDecimal(unscaled, decimal.scale());
    }
    if (type instanceof BinaryType) {
      return List.of(StringView.toBytes(address));
    }
    return switch (type.simpleName()) {
      case "byte" -> Memory.getByte(address);
      case "short" -> Memory.getShort(address);
      case "integer" -> Memory.getInt(address);
      case "long" -> Memory.getLong(address);
      case "float" -> Memory.getFloat(address);
      case "double" -> Memory.getDouble(address);
      case "string" -> StringView.toText(address);
      default -> throw new IllegalArgumentException(type.sql());
    };
  }
}
