package io.sampo.runtime.source.parquet;

/**
 * Bytes that break the format. Thrown where the bytes are read and turned into FAILED_READ_FILE
 * where the place is known.
 */
final class MalformedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedException(String message) {
    super(message);
  }
}
