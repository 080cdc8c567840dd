package io.sampo.types;

/**
 * The type of a column or expression. Immutable, compared by value, safe for use by many threads.
 *
 * <p>The family is closed: a {@code switch} over it needs no {@code default}.
 */
public sealed interface DataType
    permits ArrayType,
        BinaryType,
        BooleanType,
        ByteType,
        CalendarIntervalType,
        DateType,
        DayTimeIntervalType,
        DecimalType,
        DoubleType,
        FloatType,
        IntegerType,
        LongType,
        MapType,
        NullType,
        ShortType,
        StringType,
        StructType,
        TimestampNtzType,
        TimestampType,
        YearMonthIntervalType {

  BooleanType BOOLEAN = new BooleanType();
  ByteType BYTE = new ByteType();
  ShortType SHORT = new ShortType();
  IntegerType INTEGER = new IntegerType();
  LongType LONG = new LongType();
  FloatType FLOAT = new FloatType();
  DoubleType DOUBLE = new DoubleType();
  StringType STRING = new StringType();
  BinaryType BINARY = new BinaryType();
  DateType DATE = new DateType();
  TimestampType TIMESTAMP = new TimestampType();
  TimestampNtzType TIMESTAMP_NTZ = new TimestampNtzType();
  DayTimeIntervalType DAY_TIME_INTERVAL = new DayTimeIntervalType();
  YearMonthIntervalType YEAR_MONTH_INTERVAL = new YearMonthIntervalType();
  CalendarIntervalType CALENDAR_INTERVAL = new CalendarIntervalType();
  NullType NULL = new NullType();

  /**
   * The name as SQL writes it, upper case, for example {@code DECIMAL(15,2)} or {@code ARRAY<INT>}.
   */
  String sql();

  /**
   * The name as {@code printSchema} writes it, for example {@code decimal(15,2)} or {@code
   * integer}.
   */
  String simpleName();

  /** Whether this is one of the integer, floating or decimal types. */
  default boolean isNumeric() {
    return this instanceof DecimalType || isIntegral() || isFloating();
  }

  /** Whether this is a byte, short, int or long. */
  default boolean isIntegral() {
    return this instanceof ByteType
        || this instanceof ShortType
        || this instanceof IntegerType
        || this instanceof LongType;
  }

  /** Whether this is a float or double. */
  default boolean isFloating() {
    return this instanceof FloatType || this instanceof DoubleType;
  }
}
