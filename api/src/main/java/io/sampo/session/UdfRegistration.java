package io.sampo.session;

import io.sampo.code.FunctionBody;
import io.sampo.code.UDF0;
import io.sampo.code.UDF1;
import io.sampo.code.UDF2;
import io.sampo.code.UDF3;
import io.sampo.code.UDF4;
import io.sampo.code.UDF5;
import io.sampo.code.UserFunction;
import io.sampo.dataframe.EngineContext;
import io.sampo.functions.Functions;
import io.sampo.functions.UserDefinedFunction;
import io.sampo.types.DataType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names for functions of a program in the SQL of a session. A name that is known already means the
 * new function from then on. Safe for use by many threads.
 */
public final class UdfRegistration {
  private final EngineContext context;

  UdfRegistration(EngineContext context) {
    this.context = context;
  }

  /** Registers a function that was made by {@link Functions#udf}; yields it under its name. */
  public UserDefinedFunction register(String name, UserDefinedFunction function) {
    UserDefinedFunction named = function.withName(name);
    context.engine().register(named.definition());
    return named;
  }

  public <R extends @Nullable Object> UserDefinedFunction register(
      String name, UDF0<R> function, DataType type) {
    return register(name, Functions.udf(function, type));
  }

  public <A, R extends @Nullable Object> UserDefinedFunction register(
      String name, UDF1<A, R> function, DataType type) {
    return register(name, Functions.udf(function, type));
  }

  public <A, B, R extends @Nullable Object> UserDefinedFunction register(
      String name, UDF2<A, B, R> function, DataType type) {
    return register(name, Functions.udf(function, type));
  }

  public <A, B, C, R extends @Nullable Object> UserDefinedFunction register(
      String name, UDF3<A, B, C, R> function, DataType type) {
    return register(name, Functions.udf(function, type));
  }

  public <A, B, C, D, R extends @Nullable Object> UserDefinedFunction register(
      String name, UDF4<A, B, C, D, R> function, DataType type) {
    return register(name, Functions.udf(function, type));
  }

  public <A, B, C, D, E, R extends @Nullable Object> UserDefinedFunction register(
      String name, UDF5<A, B, C, D, E, R> function, DataType type) {
    return register(name, Functions.udf(function, type));
  }

  /**
   * Registers a class of the session's jars that implements one of {@code UDF0} to {@code UDF5} and
   * has a constructor without arguments. Whether there is one shows when it is called.
   */
  public void registerJava(String name, String className, DataType type) {
    context
        .engine()
        .register(
            new UserFunction(name, new FunctionBody.OfClass(className), type, true, Map.of()));
  }
}
