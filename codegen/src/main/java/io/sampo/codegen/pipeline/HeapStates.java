package io.sampo.codegen.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * Accumulators that live on the heap, each known by a handle; 0 is none. Used by one thread at a
 * time.
 */
public interface HeapStates {
  /**
   * Adds a row's values to an accumulator.
   *
   * @param state which of the sink's heap states
   * @param handle the group's accumulator, or 0 when it has none yet
   * @param values the arguments, in the forms of spec literals
   * @return the handle to keep
   */
  long update(int state, long handle, @Nullable Object[] values);

  /**
   * As {@link #update}, for a state whose first argument is a double and whose other arguments, if
   * any, are constants; not called for nulls.
   *
   * @param value the first argument
   */
  long updateDouble(int state, long handle, double value);
}
