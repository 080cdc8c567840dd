package io.sampo.plan.interpret;

import io.sampo.plan.function.kernel.IntervalParsing;
import io.sampo.plan.function.kernel.KernelErrors;
import io.sampo.plan.function.kernel.TimeKernels;
import io.sampo.plan.function.kernel.TimeParsing;
import io.sampo.types.BooleanType;
import io.sampo.types.DataType;
import io.sampo.types.DateType;
import io.sampo.types.DecimalType;
import io.sampo.types.StringType;
import io.sampo.types.TimestampNtzType;
import io.sampo.types.TimestampType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Casts to dates, timestamps and intervals. */
final class TimeConversions {
  private static final long MICROS = 1_000_000L;

  private TimeConversions() {}

  static Conversion toDate(DataType from, ZoneId zone) {
    if (from instanceof StringType) {
      return value ->
          Conversions.parsed(TimeParsing.parseDate((String) value), value, from, DataType.DATE);
    }
    if (from instanceof TimestampType) {
      return value -> TimeKernels.timestampToDate((Long) value, zone);
    }
    if (from instanceof TimestampNtzType) {
      return value -> TimeKernels.timestampToDate((Long) value, ZoneOffset.UTC);
    }
    throw Conversions.refused(from, DataType.DATE);
  }

  static Conversion toTimestamp(DataType from, ZoneId zone) {
    if (from instanceof StringType) {
      return value ->
          Conversions.parsed(
              TimeParsing.parseTimestamp((String) value, zone), value, from, DataType.TIMESTAMP);
    }
    if (from instanceof DateType) {
      return value -> TimeKernels.dateToTimestamp((Integer) value, zone);
    }
    if (from instanceof TimestampNtzType) {
      return value -> TimeKernels.fromLocal((Long) value, zone);
    }
    if (from instanceof BooleanType) {
      return value -> (Boolean) value ? 1L : 0L;
    }
    if (from.isNumeric()) {
      return value -> seconds((Number) value, from);
    }
    throw Conversions.refused(from, DataType.TIMESTAMP);
  }

  private static long seconds(Number value, DataType from) {
    if (from.isFloating()) {
      double micros = value.doubleValue() * MICROS;
      if (!(Math.abs(micros) < 0x1p63)) {
        throw KernelErrors.castOverflow(value, from, DataType.TIMESTAMP);
      }
      return (long) micros;
    }
    BigDecimal seconds =
        from instanceof DecimalType ? (BigDecimal) value : BigDecimal.valueOf(value.longValue());
    try {
      return seconds.movePointRight(6).setScale(0, RoundingMode.FLOOR).longValueExact();
    } catch (ArithmeticException e) {
      throw KernelErrors.castOverflow(value, from, DataType.TIMESTAMP);
    }
  }

  static Conversion toLocalTimestamp(DataType from, ZoneId zone) {
    if (from instanceof StringType) {
      return value ->
          Conversions.parsed(
              TimeParsing.parseLocalTimestamp((String) value), value, from, DataType.TIMESTAMP_NTZ);
    }
    if (from instanceof DateType) {
      return value -> TimeKernels.dateToTimestamp((Integer) value, ZoneOffset.UTC);
    }
    if (from instanceof TimestampType) {
      return value -> TimeKernels.toLocal((Long) value, zone);
    }
    throw Conversions.refused(from, DataType.TIMESTAMP_NTZ);
  }

  static Conversion toDayTime(DataType from) {
    if (from instanceof StringType) {
      return value ->
          Conversions.parsed(
              IntervalParsing.parseDayTime((String) value),
              value,
              from,
              DataType.DAY_TIME_INTERVAL);
    }
    throw Conversions.refused(from, DataType.DAY_TIME_INTERVAL);
  }

  static Conversion toYearMonth(DataType from) {
    if (from instanceof StringType) {
      return value ->
          Conversions.parsed(
              IntervalParsing.parseYearMonth((String) value),
              value,
              from,
              DataType.YEAR_MONTH_INTERVAL);
    }
    throw Conversions.refused(from, DataType.YEAR_MONTH_INTERVAL);
  }
}
