package io.sampo.runtime.usercode;

import io.sampo.row.Row;
import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.DateType;
import io.sampo.types.DayTimeIntervalType;
import io.sampo.types.MapType;
import io.sampo.types.StructType;
import io.sampo.types.TimestampNtzType;
import io.sampo.types.TimestampType;
import io.sampo.types.YearMonthIntervalType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns values from the form of spec literals into the classes that rows hold. */
public final class PublicValues {
  private static final long MICROS = 1_000_000;

  private PublicValues() {}

  /** The value that a row holds for the value of a literal. */
  public static @Nullable Object of(@Nullable Object value, DataType type) {
    if (value == null) {
      return null;
    }
    return switch (type) {
      case DateType t -> LocalDate.ofEpochDay((Integer) value);
      case TimestampType t -> instant((Long) value);
      case TimestampNtzType t -> LocalDateTime.ofInstant(instant((Long) value), ZoneOffset.UTC);
      case DayTimeIntervalType t -> {
        long micros = (Long) value;
        yield Duration.ofSeconds(
            Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1000);
      }
      case YearMonthIntervalType t -> Period.ofMonths((Integer) value).normalized();
      case ArrayType array -> list((List<?>) value, array.elementType());
      case MapType map -> {
        var converted = new LinkedHashMap<@Nullable Object, @Nullable Object>();
        ((Map<?, ?>) value)
            .forEach((k, v) -> converted.put(of(k, map.keyType()), of(v, map.valueType())));
        yield converted;
      }
      case StructType struct -> {
        List<?> values = (List<?>) value;
        @Nullable Object[] fields = new Object[values.size()];
        for (int i = 0; i < fields.length; i++) {
          fields[i] = of(values.get(i), struct.fields().get(i).type());
        }
        yield Row.of(struct, fields);
      }
      default -> value;
    };
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1000);
  }

  private static List<@Nullable Object> list(List<?> values, DataType type) {
    var converted = new ArrayList<@Nullable Object>(values.size());
    for (Object value : values) {
      converted.add(of(value, type));
    }
    return converted;
  }
}
