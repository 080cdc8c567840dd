package io.sampo.plan.function;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.plan.function.kernel.UserFunctionKernels;
import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.DateType;
import io.sampo.types.DayTimeIntervalType;
import io.sampo.types.MapType;
import io.sampo.types.StructType;
import io.sampo.types.TimestampNtzType;
import io.sampo.types.TimestampType;
import io.sampo.types.YearMonthIntervalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Calls of functions that programs bring along, as calls of a function that takes the id of another
 * one and its arguments: {@code user_function('session/name@hash/forms', arguments..)}. The forms
 * say how values of the arguments turn into those that programs know.
 */
public final class UserFunctions {
  private static final FunctionDefinition STEADY = definition("user_function", true);
  private static final FunctionDefinition VARYING = definition("varying_user_function", false);
  private static final Kernel KERNEL =
      new Kernel(
          UserFunctionKernels.class, "call", List.of(String.class, Object[].class), Object.class);

  private UserFunctions() {}

  private static FunctionDefinition definition(String name, boolean deterministic) {
    return new FunctionDefinition(
        name,
        List.of(),
        FunctionKind.SCALAR,
        (row, types) -> {
          throw SampoException.internal("a call of " + name + " is bound by its result", null);
        },
        NullPolicy.CALLED_ON_NULL,
        deterministic,
        name,
        "Internal: a function that the program brings along.",
        "",
        "",
        "0.1.0");
  }

  /** One of the two functions by its name. */
  public static Optional<FunctionDefinition> function(String name) {
    return List.of(STEADY, VARYING).stream()
        .filter(definition -> definition.name().equals(name))
        .findFirst();
  }

  /** The function that takes an id and arguments of these types. */
  public static BoundFunction bind(
      boolean deterministic, List<DataType> arguments, DataType result) {
    var types = new ArrayList<DataType>();
    types.add(DataType.STRING);
    types.addAll(arguments);
    return new BoundFunction(deterministic ? STEADY : VARYING, types, result, Optional.of(KERNEL));
  }

  /**
   * The forms of values of these types, one letter each; letters of elements follow.
   *
   * @throws SampoException for structs, whose fields have names that a letter cannot tell
   */
  public static String forms(String function, List<DataType> types) {
    var forms = new StringBuilder();
    types.forEach(type -> form(function, type, forms));
    return forms.toString();
  }

  private static void form(String function, DataType type, StringBuilder forms) {
    switch (type) {
      case DateType _ -> forms.append('d');
      case TimestampType _ -> forms.append('t');
      case TimestampNtzType _ -> forms.append('n');
      case DayTimeIntervalType _ -> forms.append('p');
      case YearMonthIntervalType _ -> forms.append('y');
      case ArrayType array -> {
        forms.append('a');
        form(function, array.elementType(), forms);
      }
      case MapType map -> {
        forms.append('m');
        form(function, map.keyType(), forms);
        form(function, map.valueType(), forms);
      }
      case StructType struct ->
          throw new SampoException(
              ErrorCode.INVALID_ARGUMENT,
              Map.of(
                  "parameter",
                  "function",
                  "value",
                  function,
                  "details",
                  "arguments of type " + struct.sql() + " cannot be passed; pass their fields"));
      default -> forms.append('-');
    }
  }

  /** Types with the same forms as those that the text was made of. */
  public static List<DataType> types(String forms) {
    var types = new ArrayList<DataType>();
    int[] at = {0};
    while (at[0] < forms.length()) {
      types.add(type(forms, at));
    }
    return types;
  }

  private static DataType type(String forms, int[] at) {
    return switch (forms.charAt(at[0]++)) {
      case 'd' -> DataType.DATE;
      case 't' -> DataType.TIMESTAMP;
      case 'n' -> DataType.TIMESTAMP_NTZ;
      case 'p' -> new DayTimeIntervalType();
      case 'y' -> new YearMonthIntervalType();
      case 'a' -> new ArrayType(type(forms, at), true);
      case 'm' -> {
        DataType key = type(forms, at);
        yield new MapType(key, type(forms, at), true);
      }
      default -> DataType.STRING;
    };
  }
}
