package io.sampo.physical;

import java.util.OptionalDouble;

/** How many rows parts of a query are believed to yield. */
@FunctionalInterface
public interface ExpectedRows {
  /** Nothing is believed of any part. */
  ExpectedRows UNKNOWN = part -> OptionalDouble.empty();

  /**
   * The rows behind a part.
   *
   * @param part a source or step, this very instance of it
   */
  OptionalDouble of(Object part);
}
