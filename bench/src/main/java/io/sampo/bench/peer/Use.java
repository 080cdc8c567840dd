package io.sampo.bench.peer;

import java.util.Locale;

/** What becomes of a query's answer. */
public enum Use {
  /** Held by the client in the engine's columnar form. */
  HOLD,
  /** Fetched as rows, as a program does that asks once and ends. */
  FETCH,
  /** Computed to the end and dropped. */
  DROP,
  /** Held, and then written row by row to a file, outside the measured time. */
  SAVE_ROWS,
  /** Held, and then sums over it written to a file, outside the measured time. */
  SAVE_DIGEST,
  /** Written by the engine as a Parquet file or folder, within the measured time. */
  EXPORT;

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it does something for the check alone, which a measurement should not see. */
  public boolean saves() {
    return switch (this) {
      case HOLD, FETCH, DROP, EXPORT -> false;
      case SAVE_ROWS, SAVE_DIGEST -> true;
    };
  }

  boolean writes() {
    return saves() || this == EXPORT;
  }
}
