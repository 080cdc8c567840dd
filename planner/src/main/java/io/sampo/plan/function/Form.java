package io.sampo.plan.function;

import io.sampo.types.DataType;
import io.sampo.types.NullType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One way to call a function.
 *
 * @param parameters what it wants of the first arguments
 * @param rest what it wants of any further ones, or null when there must be none
 * @param result the type of the result for the accepted argument types
 * @param kernelOwner the class that holds the kernel, or null when the engine knows the function by
 *     name
 * @param kernelMethod the kernel's name
 * @param zoned whether the kernel takes the session's time zone as one more argument
 */
record Form(
    List<Parameter> parameters,
    @Nullable Parameter rest,
    Function<List<DataType>, DataType> result,
    @Nullable Class<?> kernelOwner,
    String kernelMethod,
    boolean zoned) {

  boolean takes(int count) {
    return rest == null ? count == parameters.size() : count >= parameters.size();
  }

  /** The types the arguments are cast to; empty when they do not fit. */
  Optional<List<DataType>> accept(List<DataType> given) {
    var types = new ArrayList<DataType>();
    for (int i = 0; i < given.size(); i++) {
      Parameter parameter = i < parameters.size() ? parameters.get(i) : rest;
      Optional<DataType> type =
          parameter == null ? Optional.empty() : parameter.accept(given.get(i));
      if (type.isEmpty()) {
        return Optional.empty();
      }
      types.add(type.get());
    }
    return Optional.of(types);
  }

  /** Whether the arguments are taken without a cast (a NULL counts as any type). */
  static boolean unchanged(List<DataType> given, List<DataType> accepted) {
    for (int i = 0; i < given.size(); i++) {
      if (!(given.get(i) instanceof NullType) && !given.get(i).equals(accepted.get(i))) {
        return false;
      }
    }
    return true;
  }

  BoundFunction bind(FunctionDefinition definition, List<DataType> accepted) {
    DataType type = result.apply(accepted);
    var arguments = new ArrayList<>(accepted);
    if (zoned) {
      arguments.add(DataType.STRING);
    }
    Optional<Kernel> kernel =
        kernelOwner == null
            ? Optional.empty()
            : Optional.of(KernelLookup.find(kernelOwner, kernelMethod, arguments));
    return new BoundFunction(definition, arguments, type, kernel);
  }

  String text() {
    String fixed = parameters.stream().map(Parameter::text).collect(Collectors.joining(", "));
    if (rest == null) {
      return "(" + fixed + ")";
    }
    return "(" + fixed + (fixed.isEmpty() ? "" : ", ") + rest.text() + "...)";
  }
}
