package io.sampo.plan.function;

import io.sampo.plan.function.kernel.CollectionKernels;
import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.MapType;
import java.util.List;
import java.util.Optional;

/**
 * A function of an array and a position, or of a map and a key.
 *
 * @param method a kernel of {@link CollectionKernels}
 */
record MemberSignature(String method) implements Signature {
  @Override
  public BoundFunction bind(FunctionDefinition definition, List<DataType> given) {
    OperatorSignatures.requireCount(definition, given, 2);
    if (given.getFirst() instanceof ArrayType array
        && Parameter.POSITION.accept(given.get(1)).isPresent()) {
      return bound(definition, List.of(array, DataType.INTEGER), array.elementType());
    }
    if (given.getFirst() instanceof MapType map
        && TypeCoercion.common(map.keyType(), given.get(1)).isPresent()) {
      return bound(definition, List.of(map, map.keyType()), map.valueType());
    }
    throw Forms.mismatch(
        definition.name(),
        given,
        definition.name() + " takes an array and a position, or a map and a key");
  }

  private BoundFunction bound(
      FunctionDefinition definition, List<DataType> types, DataType result) {
    Kernel kernel = KernelLookup.find(CollectionKernels.class, method, types);
    return new BoundFunction(definition, types, result, Optional.of(kernel));
  }
}
