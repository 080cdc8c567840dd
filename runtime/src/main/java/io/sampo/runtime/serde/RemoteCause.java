package io.sampo.runtime.serde;

import org.jspecify.annotations.Nullable;

/**
 * What stands for an exception of another process that is no {@link io.sampo.error.SampoException}:
 * its class and message as text, and its stack trace.
 */
public final class RemoteCause extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RemoteCause(@Nullable String text, @Nullable Throwable cause) {
    super(text, cause);
  }

  /** The class and message of the original. */
  @Override
  public String toString() {
    return String.valueOf(getMessage());
  }
}
