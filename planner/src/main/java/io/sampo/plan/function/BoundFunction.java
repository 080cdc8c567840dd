package io.sampo.plan.function;

import io.sampo.types.DataType;
import java.util.List;
import java.util.Optional;

/**
 * A function chosen for given argument types.
 *
 * @param definition the row of the registry
 * @param argumentTypes what the arguments must be cast to, one for each argument
 * @param resultType the type of the result
 * @param kernel the method that computes it; empty for intrinsics, aggregates and window functions,
 *     which the engine knows by name
 */
public record BoundFunction(
    FunctionDefinition definition,
    List<DataType> argumentTypes,
    DataType resultType,
    Optional<Kernel> kernel) {
  public BoundFunction {
    argumentTypes = List.copyOf(argumentTypes);
  }

  public String name() {
    return definition.name();
  }
}
