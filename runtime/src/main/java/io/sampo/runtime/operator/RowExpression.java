package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.RowFunction;
import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import org.jspecify.annotations.Nullable;

/**
 * An expression over the values that a row has on its way through an interpreted flow. Immutable.
 *
 * @param slots where its columns stand
 * @param function the reference interpreter's evaluation over those columns
 * @param origin the place named in errors
 */
record RowExpression(int[] slots, RowFunction function, Origin origin) {
  @Nullable Object evaluate(@Nullable Object[] values) {
    @Nullable Object[] arguments = new Object[slots.length];
    for (int i = 0; i < slots.length; i++) {
      arguments[i] = values[slots[i]];
    }
    try {
      return function.evaluate(arguments);
    } catch (SampoException e) {
      throw e.at(origin.span());
    }
  }

  /** Whether the condition is true, neither false nor null. */
  boolean isTrue(@Nullable Object[] values) {
    return Boolean.TRUE.equals(evaluate(values));
  }
}
