package io.sampo.plan.function.kernel;

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
import io.sampo.types.StructType;
import io.sampo.types.TimestampNtzType;
import io.sampo.types.TimestampType;
import io.sampo.types.YearMonthIntervalType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Values as text, as a cast to STRING gives it. */
public final class ValueText {
  private ValueText() {}

  /** The text of a value of the type; timestamps as the clocks of the zone show them. */
  public static String of(Object value, DataType type, ZoneId zone) {
    return switch (type) {
      case StringType s -> (String) value;
      case BinaryType b -> new String((byte[]) value, StandardCharsets.UTF_8);
      case BooleanType b -> value.toString();
      case ByteType b -> value.toString();
      case ShortType s -> value.toString();
      case IntegerType i -> value.toString();
      case LongType l -> value.toString();
      case FloatType f -> value.toString();
      case DoubleType d -> value.toString();
      case DecimalType d -> ((BigDecimal) value).toPlainString();
      case DateType d -> date((Integer) value);
      case TimestampType t -> timestamp((Long) value, zone);
      case TimestampNtzType t -> timestamp((Long) value, ZoneOffset.UTC);
      case DayTimeIntervalType d -> "INTERVAL '" + dayTime((Long) value) + "' DAY TO SECOND";
      case YearMonthIntervalType y -> "INTERVAL '" + yearMonth((Integer) value) + "' YEAR TO MONTH";
      case CalendarIntervalType c -> calendarInterval((CalendarInterval) value);
      case ArrayType a -> array((List<?>) value, a, zone);
      case MapType m -> map((Map<?, ?>) value, m, zone);
      case StructType s -> struct((List<?>) value, s, zone);
      case NullType n -> "NULL";
    };
  }

  private static String inner(@Nullable Object value, DataType type, ZoneId zone) {
    return value == null ? "null" : of(value, type, zone);
  }

  public static String date(int date) {
    return date(LocalDate.ofEpochDay(date));
  }

  private static String date(LocalDate date) {
    return date.getYear() > 9999 ? "+" + plain(date) : plain(date);
  }

  private static String plain(LocalDate date) {
    String text = date.toString();
    return text.startsWith("+") ? text.substring(1) : text;
  }

  /** {@code yyyy-MM-dd HH:mm:ss[.ffffff]}, trailing zeros left out. */
  public static String timestamp(long micros, ZoneId zone) {
    LocalDateTime local = TimeKernels.zoned(micros, zone).toLocalDateTime();
    var text = new StringBuilder(date(local.toLocalDate())).append(' ');
    twoDigits(text, local.getHour()).append(':');
    twoDigits(text, local.getMinute()).append(':');
    twoDigits(text, local.getSecond());
    fraction(text, local.getNano() / 1000);
    return text.toString();
  }

  private static StringBuilder twoDigits(StringBuilder text, long value) {
    return text.append(value < 10 ? "0" : "").append(value);
  }

  private static void fraction(StringBuilder text, long micros) {
    if (micros != 0) {
      String digits = String.valueOf(1_000_000 + micros).substring(1);
      text.append('.').append(digits.replaceFirst("0+$", ""));
    }
  }

  private static String dayTime(long micros) {
    var text = new StringBuilder(micros < 0 ? "-" : "");
    long seconds = Math.abs(micros / TimeKernels.MICROS_PER_SECOND);
    text.append(seconds / 86_400).append(' ');
    twoDigits(text, seconds / 3600 % 24).append(':');
    twoDigits(text, seconds / 60 % 60).append(':');
    twoDigits(text, seconds % 60);
    fraction(text, Math.abs(micros % TimeKernels.MICROS_PER_SECOND));
    return text.toString();
  }

  private static String yearMonth(int months) {
    long absolute = Math.abs((long) months);
    return (months < 0 ? "-" : "") + absolute / 12 + "-" + absolute % 12;
  }

  private static String calendarInterval(CalendarInterval value) {
    var parts = new ArrayList<String>();
    unit(parts, value.months() / 12, "years");
    unit(parts, value.months() % 12, "months");
    unit(parts, value.days(), "days");
    long seconds = value.microseconds() / TimeKernels.MICROS_PER_SECOND;
    unit(parts, seconds / 3600, "hours");
    unit(parts, seconds / 60 % 60, "minutes");
    BigDecimal rest =
        BigDecimal.valueOf(value.microseconds() % 60_000_000L, 6).stripTrailingZeros();
    if (rest.signum() != 0) {
      parts.add(rest.toPlainString() + " seconds");
    }
    return parts.isEmpty() ? "0 seconds" : String.join(" ", parts);
  }

  private static void unit(List<String> parts, long count, String name) {
    if (count != 0) {
      parts.add(count + " " + name);
    }
  }

  private static String array(List<?> values, ArrayType type, ZoneId zone) {
    var text = new StringJoiner(", ", "[", "]");
    values.forEach(value -> text.add(inner(value, type.elementType(), zone)));
    return text.toString();
  }

  private static String map(Map<?, ?> values, MapType type, ZoneId zone) {
    var text = new StringJoiner(", ", "{", "}");
    values.forEach((key, value) ->
        text.add(inner(key, type.keyType(), zone) + " -> " + inner(value, type.valueType(), zone)));
    return text.toString();
  }

  private static String struct(List<?> values, StructType type, ZoneId zone) {
    var text = new StringJoiner(", ", "{", "}");
    for (int i = 0; i < values.size(); i++) {
      text.add(inner(values.get(i), type.fields().get(i).type(), zone));
    }
    return text.toString();
  }
}
