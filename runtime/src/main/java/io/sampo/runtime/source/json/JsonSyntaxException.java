package io.sampo.runtime.source.json;

/**
 * Text that is not JSON. Never leaves this package; made without a stack trace, since a file may
 * have many.
 */
final class JsonSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JsonSyntaxException(String message) {
    super(message, null, false, false);
  }
}
