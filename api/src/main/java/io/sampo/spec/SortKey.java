package io.sampo.spec;

import java.util.Optional;

/**
 * One key of an ordering.
 *
 * @param nullsFirst where nulls go; empty means first when ascending and last when descending
 */
public record SortKey(Expression expression, boolean ascending, Optional<Boolean> nullsFirst) {
  /** The placement of nulls with the default applied. */
  public boolean nullsFirstOrDefault() {
    return nullsFirst.orElse(ascending);
  }
}
