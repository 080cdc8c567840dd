package io.sampo.plan.function;

import io.sampo.plan.function.kernel.CollectionKernels;
import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** {@code array(a, b, ..)}: all at their common type. */
final class ArraySignature implements Signature {
  @Override
  public BoundFunction bind(FunctionDefinition definition, List<DataType> given) {
    DataType element = OperatorSignatures.commonOf(definition, given);
    List<DataType> types = Collections.nCopies(given.size(), element);
    Kernel kernel = KernelLookup.find(CollectionKernels.class, "array", types);
    return new BoundFunction(definition, types, new ArrayType(element, true), Optional.of(kernel));
  }
}
