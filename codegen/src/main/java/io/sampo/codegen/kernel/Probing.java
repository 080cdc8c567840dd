package io.sampo.codegen.kernel;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import java.util.Map;

/** Checks while joining. */
public final class Probing {
  private Probing() {}

  /** Fails when a row of a scalar subquery's outer query has a second partner. */
  public static void requireSingle(int matchedBefore) {
    if (matchedBefore != 0) {
      throw new SampoException(ErrorCode.SCALAR_SUBQUERY_TOO_MANY_ROWS, Map.of());
    }
  }
}
