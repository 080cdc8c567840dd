package io.sampo.plan.function;

/** How a scalar function treats nulls. */
public enum NullPolicy {
  /** Null when any argument is null; the kernel never sees a null. Never null otherwise. */
  STRICT,
  /** Null when any argument is null; may yield null for other arguments as well. */
  STRICT_NULLABLE,
  /** Sees nulls; may yield null. */
  CALLED_ON_NULL,
  /** Sees nulls; yields null only when some argument is null, and not always then: AND, OR. */
  NULL_ONLY_ON_NULL,
  /** Sees nulls; yields null only when all arguments are null: COALESCE, GREATEST. */
  NULL_ONLY_ON_ALL_NULL,
  /** Sees nulls; never yields null. */
  NEVER_NULL
}
