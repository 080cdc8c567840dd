package io.sampo.runtime.serde;

/** Bytes that no serializer wrote. */
final class MalformedBytesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedBytesException(String details) {
    super(details);
  }
}
