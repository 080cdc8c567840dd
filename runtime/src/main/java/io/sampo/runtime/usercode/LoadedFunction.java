package io.sampo.runtime.usercode;

import io.sampo.code.UDF0;
import io.sampo.code.UDF1;
import io.sampo.code.UDF2;
import io.sampo.code.UDF3;
import io.sampo.code.UDF4;
import io.sampo.code.UDF5;
import io.sampo.code.UserFunction;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.row.RowValues;
import io.sampo.types.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function ready to be called, for arguments of certain types.
 *
 * @param body implements one of {@code UDF0} to {@code UDF5}
 * @param arguments tell how values become those that programs know
 */
record LoadedFunction(UserFunction definition, Object body, List<DataType> arguments) {
  private static final int LONGEST_ARGUMENTS = 200;

  @Nullable Object call(@Nullable Object[] values) {
    var given = new @Nullable Object[values.length];
    for (int i = 0; i < given.length; i++) {
      given[i] = PublicValues.of(values[i], arguments.get(i));
    }
    try {
      return RowValues.literal(
          invoke(given), definition.type(), true, "the value of " + definition.name());
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      throw failed(definition.name(), given, e);
    }
  }

  static SampoException failed(String name, @Nullable Object[] arguments, Throwable cause) {
    String text = Arrays.deepToString(arguments);
    String shown = text.substring(1, Math.min(text.length() - 1, LONGEST_ARGUMENTS));
    return new SampoException(
        ErrorCode.FAILED_EXECUTE_UDF,
        Map.of("function", name, "arguments", shown, "reason", cause, "place", ""),
        null,
        cause);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private @Nullable Object invoke(@Nullable Object[] a) throws Exception {
    return switch (body) {
      case UDF0 f when a.length == 0 -> f.call();
      case UDF1 f when a.length == 1 -> f.call(a[0]);
      case UDF2 f when a.length == 2 -> f.call(a[0], a[1]);
      case UDF3 f when a.length == 3 -> f.call(a[0], a[1], a[2]);
      case UDF4 f when a.length == 4 -> f.call(a[0], a[1], a[2], a[3]);
      case UDF5 f when a.length == 5 -> f.call(a[0], a[1], a[2], a[3], a[4]);
      default ->
          throw new IllegalArgumentException(
              body.getClass().getName() + " is no function of " + a.length + " arguments");
    };
  }
}
