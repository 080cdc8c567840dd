package io.sampo.plan.function;

/** How a scalar function treats nulls. */
public enum NullPolicy {
  /** Null when any argument is null; the kernel never sees a null. Never null otherwise. */
  STRICT,
  /** Null when any argument is null; may yield null for other arguments as well. */
  STRICT_NULLABLE,
  /** Sees nulls; may yield null. */
  CALLED_ON_NULL,
  /** Sees nulls; never yields null. */
  NEVER_NULL
}
