package io.sampo.cli.arguments;

/**
 * The command line itself is wrong; the message says how, for a person, and the exit status is 2.
 */
public final class UsageException extends RuntimeException {
  public UsageException(String message) {
    super(message, null, false, false);
  }
}
