package io.sampo.plan.function;

import io.sampo.plan.function.kernel.CollectionKernels;
import io.sampo.plan.function.kernel.TextKernels;
import io.sampo.types.ArrayType;
import io.sampo.types.BinaryType;
import io.sampo.types.DataType;
import io.sampo.types.NullType;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** {@code concat}: arrays give an array, binaries a binary, everything else text. */
final class ConcatSignature implements Signature {
  @Override
  public BoundFunction bind(FunctionDefinition definition, List<DataType> given) {
    if (given.stream().anyMatch(ArrayType.class::isInstance)) {
      return all(
          definition,
          given,
          OperatorSignatures.commonOf(definition, given),
          CollectionKernels.class,
          "concatArrays");
    }
    boolean binary =
        given.stream().anyMatch(BinaryType.class::isInstance)
            && given.stream()
                .allMatch(type -> type instanceof BinaryType || type instanceof NullType);
    if (binary) {
      return all(definition, given, DataType.BINARY, TextKernels.class, "concatBytes");
    }
    if (given.stream().anyMatch(type -> !TypeCoercion.argumentFits(type, DataType.STRING))) {
      throw Forms.mismatch(definition.name(), given, "concat takes texts, binaries or arrays");
    }
    return all(definition, given, DataType.STRING, TextKernels.class, "concat");
  }

  private static BoundFunction all(
      FunctionDefinition definition,
      List<DataType> given,
      DataType type,
      Class<?> owner,
      String method) {
    List<DataType> types = Collections.nCopies(given.size(), type);
    Kernel kernel = KernelLookup.find(owner, method, types);
    return new BoundFunction(definition, types, type, Optional.of(kernel));
  }
}
