package io.sampo.bench.error;

import org.jspecify.annotations.Nullable;

/** A benchmark that cannot go on; the message is for the person who started it. */
public final class BenchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BenchException(String message) {
    this(message, null);
  }

  public BenchException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
