package io.sampo.plan.function;

import io.sampo.types.ArrayType;
import io.sampo.types.BinaryType;
import io.sampo.types.BooleanType;
import io.sampo.types.DataType;
import io.sampo.types.DateType;
import io.sampo.types.MapType;
import io.sampo.types.NullType;
import io.sampo.types.StringType;
import io.sampo.types.StructType;
import io.sampo.types.TimestampNtzType;
import io.sampo.types.TimestampType;

/** Which conversions CAST offers (ANSI). */
public final class CastRules {
  private CastRules() {}

  /** Whether values of one type can be cast to another at all; single values may still not fit. */
  public static boolean allowed(DataType from, DataType to) {
    if (from.equals(to) || from instanceof NullType) {
      return true;
    }
    if (isNested(from) || isNested(to)) {
      return to instanceof StringType || nestedAllowed(from, to);
    }
    if (from instanceof StringType || to instanceof StringType) {
      return !(to instanceof NullType);
    }
    if (isMoment(from) && isMoment(to)) {
      return true;
    }
    boolean countable = from.isNumeric() || from instanceof BooleanType;
    if (countable && (to.isNumeric() || to instanceof BooleanType)) {
      return true;
    }
    if (from.isIntegral() && to instanceof BinaryType) {
      return true;
    }
    return (countable && to instanceof TimestampType)
        || (from instanceof TimestampType && to.isNumeric());
  }

  private static boolean isNested(DataType type) {
    return type instanceof ArrayType || type instanceof MapType || type instanceof StructType;
  }

  private static boolean isMoment(DataType type) {
    return type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNtzType;
  }

  private static boolean nestedAllowed(DataType from, DataType to) {
    if (from instanceof ArrayType a && to instanceof ArrayType b) {
      return allowed(a.elementType(), b.elementType());
    }
    if (from instanceof MapType a && to instanceof MapType b) {
      return allowed(a.keyType(), b.keyType()) && allowed(a.valueType(), b.valueType());
    }
    if (from instanceof StructType a && to instanceof StructType b && a.size() == b.size()) {
      for (int i = 0; i < a.size(); i++) {
        if (!allowed(a.fields().get(i).type(), b.fields().get(i).type())) {
          return false;
        }
      }
      return true;
    }
    return false;
  }
}
