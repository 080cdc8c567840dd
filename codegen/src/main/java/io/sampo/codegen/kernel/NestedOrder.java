package io.sampo.codegen.kernel;

import io.sampo.codegen.vector.NestedCodec;
import io.sampo.plan.function.kernel.OrderKernels;
import io.sampo.types.DataType;

/** The order of arrays and structs. */
public final class NestedOrder {
  private NestedOrder() {}

  /**
   * Compares the values of two views of nested columns.
   *
   * @param type of both
   */
  public static int compare(long a, long b, DataType type) {
    return OrderKernels.compare(NestedCodec.decode(a, type), NestedCodec.decode(b, type));
  }
}
