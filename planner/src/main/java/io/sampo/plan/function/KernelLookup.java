package io.sampo.plan.function;

import io.sampo.error.SampoException;
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
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Finds the method of a kernel class that fits given argument types. */
final class KernelLookup {
  private KernelLookup() {}

  /** The Java class of a value of the type where no null may pass. */
  static Class<?> javaClass(DataType type) {
    return switch (type) {
      case BooleanType b -> boolean.class;
      case ByteType b -> byte.class;
      case ShortType s -> short.class;
      case IntegerType i -> int.class;
      case DateType d -> int.class;
      case YearMonthIntervalType y -> int.class;
      case LongType l -> long.class;
      case TimestampType t -> long.class;
      case TimestampNtzType t -> long.class;
      case DayTimeIntervalType d -> long.class;
      case FloatType f -> float.class;
      case DoubleType d -> double.class;
      case DecimalType d -> BigDecimal.class;
      case StringType s -> String.class;
      case BinaryType b -> byte[].class;
      case CalendarIntervalType c -> CalendarInterval.class;
      case ArrayType a -> List.class;
      case StructType s -> List.class;
      case MapType m -> Map.class;
      case NullType n -> Object.class;
    };
  }

  static Kernel find(Class<?> owner, String name, List<DataType> arguments) {
    Method best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (Method method : owner.getDeclaredMethods()) {
      boolean candidate = method.getName().equals(name) && Modifier.isPublic(method.getModifiers());
      int distance = candidate ? distance(method.getParameterTypes(), arguments) : -1;
      if (distance >= 0 && distance < bestDistance) {
        best = method;
        bestDistance = distance;
      }
    }
    if (best == null) {
      throw SampoException.internal(
          "no kernel " + owner.getSimpleName() + "." + name + " takes " + arguments, null);
    }
    return new Kernel(owner, name, List.of(best.getParameterTypes()), best.getReturnType());
  }

  /** How far the parameters are from the arguments' own classes; negative when they do not fit. */
  private static int distance(Class<?>[] parameters, List<DataType> arguments) {
    int fixed = parameters.length;
    boolean variadic = fixed > 0 && parameters[fixed - 1] == Object[].class;
    if (variadic ? arguments.size() < fixed - 1 : arguments.size() != fixed) {
      return -1;
    }
    int distance = variadic ? 1 : 0;
    for (int i = 0; i < (variadic ? fixed - 1 : fixed); i++) {
      Class<?> own = javaClass(arguments.get(i));
      Class<?> boxed = MethodType.methodType(own).wrap().returnType();
      if (parameters[i] == own || parameters[i] == boxed) {
        continue;
      }
      if (parameters[i] != Object.class && own != Object.class) {
        return -1;
      }
      distance += 2;
    }
    return distance;
  }
}
