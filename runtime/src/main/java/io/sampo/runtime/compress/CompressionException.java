package io.sampo.runtime.compress;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A block that cannot be decompressed, or a codec that failed. */
public final class CompressionException extends IOException {
  private static final long serialVersionUID = 1L;

  CompressionException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  CompressionException(String message) {
    super(message);
  }

  static CompressionException wrongSize(String codec, long actual, long expected) {
    return new CompressionException(
        codec + " block holds " + actual + " bytes where " + expected + " were announced");
  }
}
