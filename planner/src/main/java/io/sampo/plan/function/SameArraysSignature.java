package io.sampo.plan.function;

import io.sampo.plan.function.kernel.ArrayKernels;
import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A function of two arrays, cast to their common type.
 *
 * @param method a kernel of {@link ArrayKernels}
 * @param result the result's type for the accepted types
 */
record SameArraysSignature(String method, Function<List<DataType>, DataType> result)
    implements Signature {
  @Override
  public BoundFunction bind(FunctionDefinition definition, List<DataType> given) {
    OperatorSignatures.requireCount(definition, given, 2);
    DataType common = OperatorSignatures.commonOf(definition, given);
    if (!(common instanceof ArrayType)) {
      throw Forms.mismatch(definition.name(), given, definition.name() + " takes two arrays");
    }
    List<DataType> types = List.of(common, common);
    Kernel kernel = KernelLookup.find(ArrayKernels.class, method, types);
    return new BoundFunction(definition, types, result.apply(types), Optional.of(kernel));
  }
}
