package io.sampo.plan.function.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions over arrays, maps and structs. */
public final class CollectionKernels {
  private CollectionKernels() {}

  /** The field at a position, from 0. */
  public static @Nullable Object structField(List<?> struct, int index) {
    return struct.get(index);
  }
}
