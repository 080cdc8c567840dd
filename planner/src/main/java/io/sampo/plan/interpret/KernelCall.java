package io.sampo.plan.interpret;

import io.sampo.error.SampoException;
import io.sampo.plan.expression.Call;
import io.sampo.plan.function.Kernel;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls kernels through method handles. */
final class KernelCall {
  private KernelCall() {}

  static Evaluator compile(Call call, Interpreter interpreter) {
    Kernel kernel = call.function().kernel().orElseThrow();
    MethodHandle handle = handle(kernel);
    boolean seesNulls = CallCompiler.seesNulls(call.function().definition().nullPolicy());
    Evaluator[] arguments =
        call.arguments().stream().map(interpreter::compile).toArray(Evaluator[]::new);
    List<Class<?>> parameters = kernel.parameters();
    boolean variadic = !parameters.isEmpty() && parameters.getLast() == Object[].class;
    int fixed = variadic ? parameters.size() - 1 : parameters.size();
    return row -> {
      var values = new Object[parameters.size()];
      Object[] rest = variadic ? new Object[arguments.length - fixed] : values;
      for (int i = 0; i < arguments.length; i++) {
        Object value = arguments[i].evaluate(row);
        if (value == null && !seesNulls) {
          return null;
        }
        if (i < fixed) {
          values[i] = value;
        } else {
          rest[i - fixed] = value;
        }
      }
      if (variadic) {
        values[fixed] = rest;
      }
      return invoke(handle, values);
    };
  }

  /** The kernel as a function from an array of boxed arguments to a boxed result. */
  static MethodHandle handle(Kernel kernel) {
    MethodType type = MethodType.methodType(kernel.result(), kernel.parameters());
    try {
      return MethodHandles.publicLookup()
          .findStatic(kernel.owner(), kernel.method(), type)
          .asFixedArity()
          .asType(type.generic())
          .asSpreader(Object[].class, type.parameterCount());
    } catch (ReflectiveOperationException e) {
      throw SampoException.internal("the kernel " + kernel + " cannot be called", e);
    }
  }

  @SuppressWarnings("NullAway") // the values of kernels that see nulls may be null
  static @Nullable Object invoke(MethodHandle handle, @Nullable Object[] values) {
    try {
      return (Object) handle.invokeExact(values);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw SampoException.internal("a kernel failed", e);
    }
  }
}
