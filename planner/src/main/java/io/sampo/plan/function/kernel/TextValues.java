package io.sampo.plan.function.kernel;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
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
import io.sampo.types.StructType;
import io.sampo.types.TimestampNtzType;
import io.sampo.types.TimestampType;
import io.sampo.types.YearMonthIntervalType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values of plain types as documents write them, with the options of Spark's readers and writers:
 * {@code dateFormat}, {@code timestampFormat}, {@code mode} and so on. Immutable.
 *
 * @param options keys in lower case
 * @param zone of timestamps that name none
 */
record TextValues(Map<String, String> options, String zone) {
  private static final String TIMESTAMP = "yyyy-MM-dd'T'HH:mm:ss.SSSXXX";
  private static final String LOCAL_TIMESTAMP = "yyyy-MM-dd'T'HH:mm:ss.SSS";

  static TextValues of(@Nullable Map<?, ?> given, String zone) {
    var options = new HashMap<String, String>();
    if (given != null) {
      given.forEach(
          (key, value) -> options.put(((String) key).toLowerCase(Locale.ROOT), (String) value));
    }
    return new TextValues(Map.copyOf(options), options.getOrDefault("timezone", zone));
  }

  String option(String key, String otherwise) {
    return options.getOrDefault(key, otherwise);
  }

  /** Null for a record that does not have its form, or the error that the mode asks for. */
  void malformed(String function, String text, String details) {
    if (option("mode", "PERMISSIVE").equalsIgnoreCase("FAILFAST")) {
      throw new SampoException(
          ErrorCode.MALFORMED_RECORD,
          Map.of("path", function, "line", 1, "details", details, "text", text));
    }
  }

  /** The value that a text stands for; null when it stands for none of the type. */
  @Nullable Object parse(String text, DataType type) {
    return switch (type) {
      case StringType s -> text;
      case BooleanType b ->
          text.equalsIgnoreCase("true")
              ? Boolean.TRUE
              : text.equalsIgnoreCase("false") ? Boolean.FALSE : null;
      case ByteType b -> narrowed(text, Byte.MIN_VALUE, Byte.MAX_VALUE, type);
      case ShortType s -> narrowed(text, Short.MIN_VALUE, Short.MAX_VALUE, type);
      case IntegerType i -> narrowed(text, Integer.MIN_VALUE, Integer.MAX_VALUE, type);
      case LongType l -> narrowed(text, Long.MIN_VALUE, Long.MAX_VALUE, type);
      case FloatType f -> TextParsing.parseFloat(text);
      case DoubleType d -> TextParsing.parseDouble(text);
      case DecimalType d -> decimal(text, d);
      case DateType d -> date(text);
      case TimestampType t -> timestamp(text);
      case TimestampNtzType t -> TimeParsing.parseLocalTimestamp(text);
      case BinaryType b -> binary(text);
      case DayTimeIntervalType d -> IntervalParsing.parseDayTime(text);
      case YearMonthIntervalType y -> IntervalParsing.parseYearMonth(text);
      case CalendarIntervalType c -> null;
      case NullType n -> null;
      case ArrayType a -> null;
      case MapType m -> null;
      case StructType s -> null;
    };
  }

  private static @Nullable Object narrowed(String text, long least, long most, DataType type) {
    Long value = TextParsing.parseLong(text, least, most);
    if (value == null) {
      return null;
    }
    return switch (type) {
      case ByteType b -> (Object) value.byteValue();
      case ShortType s -> (Object) value.shortValue();
      case IntegerType i -> (Object) value.intValue();
      default -> value;
    };
  }

  private static @Nullable BigDecimal decimal(String text, DecimalType type) {
    BigDecimal value = TextParsing.parseDecimal(text);
    if (value == null) {
      return null;
    }
    BigDecimal scaled = value.setScale(type.scale(), RoundingMode.HALF_UP);
    return scaled.precision() > type.precision() ? null : scaled;
  }

  private @Nullable Integer date(String text) {
    String pattern = options.get("dateformat");
    return pattern == null
        ? TimeParsing.parseDate(text)
        : TimeFormatKernels.tryToDate(text, pattern, zone);
  }

  private @Nullable Long timestamp(String text) {
    String pattern = options.get("timestampformat");
    return pattern == null
        ? TimeParsing.parseTimestamp(text, ZoneId.of(zone))
        : TimeFormatKernels.tryToTimestamp(text, pattern, zone);
  }

  private static byte @Nullable [] binary(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The text of a value of a plain type. */
  String text(Object value, DataType type) {
    return switch (type) {
      case DateType d when options.containsKey("dateformat") ->
          TimeFormatKernels.format(
              (Integer) value * 86_400_000_000L, option("dateformat", ""), "UTC");
      case TimestampType t ->
          TimeFormatKernels.format((Long) value, option("timestampformat", TIMESTAMP), zone);
      case TimestampNtzType t ->
          TimeFormatKernels.format(
              (Long) value, option("timestampntzformat", LOCAL_TIMESTAMP), "UTC");
      case BinaryType b -> Base64.getEncoder().encodeToString((byte[]) value);
      default -> ValueText.of(value, type, ZoneId.of(zone));
    };
  }
}
