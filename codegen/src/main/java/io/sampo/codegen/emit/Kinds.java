package io.sampo.codegen.emit;

import io.sampo.codegen.vector.VectorLayout;
import io.sampo.types.BooleanType;
import io.sampo.types.DataType;
import io.sampo.types.NullType;

/** The kinds of types. */
final class Kinds {
  private Kinds() {}

  /** The kind for any value of the type. */
  static Kind of(DataType type) {
    return Kind.of(VectorLayout.of(type), type instanceof BooleanType || type instanceof NullType);
  }
}
