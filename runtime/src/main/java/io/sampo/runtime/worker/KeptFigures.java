package io.sampo.runtime.worker;

import io.sampo.runtime.cache.RowFigures;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The figures of the rows that a task keeps for later queries. Safe for use by many threads. */
final class KeptFigures {
  private @Nullable RowFigures all;

  /** A part of the task has ended. */
  synchronized void add(RowFigures figures) {
    all = all == null ? figures : all.plus(figures);
  }

  /** Empty when the task keeps no rows. */
  synchronized Optional<RowFigures> all() {
    return Optional.ofNullable(all);
  }
}
