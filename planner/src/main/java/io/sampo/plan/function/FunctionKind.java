package io.sampo.plan.function;

/** Where a function may stand. */
public enum FunctionKind {
  SCALAR,
  AGGREGATE,
  /** Only over a window, for example {@code row_number}; aggregates may stand over a window too. */
  WINDOW,
  /** Yields rows, for example {@code explode}. */
  GENERATOR
}
