package io.sampo.error;

/** Who can mend an error, which decides whether running again may help. */
public enum ErrorCategory {
  /** The query, the data or the settings are wrong: never retried. */
  USER,
  /** Memory, disk or another limit was reached: not retried as it is. */
  RESOURCE,
  /** A machine or connection failed: retried. */
  TRANSIENT,
  /** A fault of the engine: retried once, then reported. */
  BUG
}
