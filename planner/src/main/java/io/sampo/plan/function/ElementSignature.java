package io.sampo.plan.function;

import io.sampo.plan.function.kernel.ArrayKernels;
import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.NullType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A function of an array and a value of its element type; both are cast to their common type.
 *
 * @param method a kernel of {@link ArrayKernels}
 * @param result the result's type for the accepted types
 */
record ElementSignature(String method, Function<List<DataType>, DataType> result)
    implements Signature {
  @Override
  public BoundFunction bind(FunctionDefinition definition, List<DataType> given) {
    OperatorSignatures.requireCount(definition, given, 2);
    DataType first =
        given.getFirst() instanceof NullType
            ? new ArrayType(DataType.NULL, true)
            : given.getFirst();
    if (!(first instanceof ArrayType array)) {
      throw Forms.mismatch(definition.name(), given, definition.name() + " takes an array");
    }
    Optional<DataType> element = TypeCoercion.common(array.elementType(), given.get(1));
    if (element.isEmpty()) {
      throw Forms.mismatch(definition.name(), given, "the value is no element of such an array");
    }
    List<DataType> types =
        List.of(new ArrayType(element.get(), array.containsNull()), element.get());
    Kernel kernel = KernelLookup.find(ArrayKernels.class, method, types);
    return new BoundFunction(definition, types, result.apply(types), Optional.of(kernel));
  }
}
