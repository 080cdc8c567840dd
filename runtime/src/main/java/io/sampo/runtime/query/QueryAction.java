package io.sampo.runtime.query;

import io.sampo.error.SampoException;
import org.jspecify.annotations.Nullable;

/** What a query's actor is to do. */
sealed interface QueryAction {
  record StartStage(int stage) implements QueryAction {}

  record StopStage(int stage) implements QueryAction {}

  /**
   * Close the work, say how it ended, and end.
   *
   * @param error why it failed, or null when all is done
   */
  record Finish(@Nullable SampoException error) implements QueryAction {}
}
