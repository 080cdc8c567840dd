package io.sampo.codegen.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * An expression evaluated by the reference interpreter over boxed values, in the forms of spec
 * literals. Safe for use by many threads.
 */
@FunctionalInterface
public interface RowFunction {
  @Nullable Object evaluate(@Nullable Object[] row);
}
