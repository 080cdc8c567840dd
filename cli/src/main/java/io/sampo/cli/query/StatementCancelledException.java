package io.sampo.cli.query;

/** The user ended a statement with Ctrl-C. */
public final class StatementCancelledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StatementCancelledException(Throwable cause) {
    super("cancelled", cause);
  }
}
