package io.sampo.runtime.block;

/** A frame whose bytes are not those that were written. */
public final class CorruptBlockException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CorruptBlockException(String message) {
    super(message);
  }

  CorruptBlockException(String message, Throwable cause) {
    super(message, cause);
  }
}
