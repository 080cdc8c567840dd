package io.sampo.plan.function.kernel;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions that fail on purpose. */
public final class CheckKernels {
  private CheckKernels() {}

  public static @Nullable Object raiseError(@Nullable String message) {
    throw new SampoException(
        ErrorCode.USER_RAISED_EXCEPTION, Map.of("message", message == null ? "null" : message));
  }

  public static @Nullable Object assertTrue(@Nullable Boolean condition) {
    return assertTrue(condition, "The condition of assert_true is not true.");
  }

  public static @Nullable Object assertTrue(@Nullable Boolean condition, @Nullable String message) {
    return Boolean.TRUE.equals(condition) ? null : raiseError(message);
  }
}
