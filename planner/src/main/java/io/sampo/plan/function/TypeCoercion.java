package io.sampo.plan.function;

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
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import io.sampo.types.TimestampNtzType;
import io.sampo.types.TimestampType;
import io.sampo.types.YearMonthIntervalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which types turn into which without being asked: Spark's ANSI rules. */
public final class TypeCoercion {
  private TypeCoercion() {}

  /**
   * The type both sides are cast to in a comparison, a CASE, a list or a set operation; empty when
   * there is none.
   */
  public static Optional<DataType> common(DataType left, DataType right) {
    if (left.equals(right) || right instanceof NullType) {
      return Optional.of(left);
    }
    if (left instanceof NullType) {
      return Optional.of(right);
    }
    if (left.isNumeric() && right.isNumeric()) {
      return Optional.of(commonNumber(left, right));
    }
    if (left instanceof StringType || right instanceof StringType) {
      return commonWithText(left instanceof StringType ? right : left);
    }
    if (isMoment(left) && isMoment(right)) {
      return Optional.of(
          left instanceof TimestampType || right instanceof TimestampType
              ? DataType.TIMESTAMP
              : DataType.TIMESTAMP_NTZ);
    }
    return commonNested(left, right);
  }

  /** The common type of all; of none it is the null type. */
  public static Optional<DataType> common(List<DataType> types) {
    Optional<DataType> result = Optional.of(DataType.NULL);
    for (DataType type : types) {
      result = result.flatMap(sofar -> common(sofar, type));
    }
    return result;
  }

  private static DataType commonNumber(DataType left, DataType right) {
    boolean decimal = left instanceof DecimalType || right instanceof DecimalType;
    if (left.isFloating() || right.isFloating()) {
      boolean bothFloat = left instanceof FloatType && right instanceof FloatType;
      return bothFloat ? DataType.FLOAT : DataType.DOUBLE;
    }
    if (decimal) {
      return DecimalRules.wider(DecimalRules.of(left), DecimalRules.of(right));
    }
    return width(left) >= width(right) ? left : right;
  }

  private static int width(DataType integral) {
    if (integral instanceof ByteType) {
      return 1;
    }
    if (integral instanceof ShortType) {
      return 2;
    }
    return integral instanceof IntegerType ? 4 : 8;
  }

  private static Optional<DataType> commonWithText(DataType other) {
    if (other.isIntegral()) {
      return Optional.of(DataType.LONG);
    }
    if (other.isNumeric()) {
      return Optional.of(DataType.DOUBLE);
    }
    boolean parsed = other instanceof BooleanType || other instanceof BinaryType || isMoment(other);
    return parsed ? Optional.of(other) : Optional.empty();
  }

  private static boolean isMoment(DataType type) {
    return type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNtzType;
  }

  private static Optional<DataType> commonNested(DataType left, DataType right) {
    if (left instanceof ArrayType a && right instanceof ArrayType b) {
      return common(a.elementType(), b.elementType())
          .map(element -> new ArrayType(element, a.containsNull() || b.containsNull()));
    }
    if (left instanceof MapType a && right instanceof MapType b) {
      return common(a.keyType(), b.keyType())
          .flatMap(key ->
              common(a.valueType(), b.valueType())
                  .map(value ->
                      new MapType(key, value, a.valueContainsNull() || b.valueContainsNull())));
    }
    if (left instanceof StructType a && right instanceof StructType b && a.size() == b.size()) {
      return commonStruct(a, b);
    }
    return Optional.empty();
  }

  private static Optional<DataType> commonStruct(StructType left, StructType right) {
    var fields = new ArrayList<StructField>();
    for (int i = 0; i < left.size(); i++) {
      StructField a = left.fields().get(i);
      StructField b = right.fields().get(i);
      Optional<DataType> type = common(a.type(), b.type());
      if (type.isEmpty() || !a.name().equalsIgnoreCase(b.name())) {
        return Optional.empty();
      }
      fields.add(new StructField(a.name(), type.get(), a.nullable() || b.nullable()));
    }
    return Optional.of(new StructType(fields));
  }

  /** Whether an argument of type {@code from} may stand where a function wants {@code to}. */
  public static boolean argumentFits(DataType from, DataType to) {
    if (from.equals(to) || from instanceof NullType) {
      return true;
    }
    if (from instanceof StringType) {
      return isPlain(to)
          && !(to instanceof DayTimeIntervalType)
          && !(to instanceof YearMonthIntervalType);
    }
    return switch (to) {
      case StringType s -> isPlain(from);
      case ByteType b -> false;
      case ShortType s -> from instanceof ByteType;
      case IntegerType i -> from instanceof ByteType || from instanceof ShortType;
      case LongType l -> from.isIntegral();
      case FloatType f -> from.isNumeric() && !(from instanceof DoubleType);
      case DoubleType d -> from.isNumeric();
      case DecimalType d ->
          from.isNumeric()
              && !from.isFloating()
              && d.equals(DecimalRules.wider(d, DecimalRules.of(from)));
      case DateType d -> isMoment(from);
      case TimestampType t -> isMoment(from);
      case TimestampNtzType t -> isMoment(from);
      case ArrayType a ->
          from instanceof ArrayType b && argumentFits(b.elementType(), a.elementType());
      case MapType m ->
          from instanceof MapType n
              && argumentFits(n.keyType(), m.keyType())
              && argumentFits(n.valueType(), m.valueType());
      case BinaryType b -> false;
      case BooleanType b -> false;
      case CalendarIntervalType c ->
          from instanceof DayTimeIntervalType || from instanceof YearMonthIntervalType;
      case DayTimeIntervalType d -> false;
      case YearMonthIntervalType y -> false;
      case NullType n -> false;
      case StructType s -> false;
    };
  }

  /**
   * Whether values of the type have a text that stands for them as it is: neither nested nor null.
   */
  private static boolean isPlain(DataType type) {
    return switch (type) {
      case ArrayType a -> false;
      case MapType m -> false;
      case StructType s -> false;
      case NullType n -> false;
      case CalendarIntervalType c -> false;
      case BinaryType b -> true;
      case BooleanType b -> true;
      case ByteType b -> true;
      case ShortType s -> true;
      case IntegerType i -> true;
      case LongType l -> true;
      case FloatType f -> true;
      case DoubleType d -> true;
      case DecimalType d -> true;
      case StringType s -> true;
      case DateType d -> true;
      case TimestampType t -> true;
      case TimestampNtzType t -> true;
      case DayTimeIntervalType d -> true;
      case YearMonthIntervalType y -> true;
    };
  }

  /** Whether values of the type can be put in order. */
  public static boolean isOrderable(DataType type) {
    if (type instanceof ArrayType array) {
      return isOrderable(array.elementType());
    }
    if (type instanceof StructType struct) {
      return struct.fields().stream().allMatch(field -> isOrderable(field.type()));
    }
    return !(type instanceof MapType) && !(type instanceof CalendarIntervalType);
  }
}
