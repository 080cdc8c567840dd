package io.sampo.runtime.cluster;

import io.sampo.error.SampoException;
import io.sampo.runtime.cache.RowFigures;
import io.sampo.runtime.cache.SpreadRows;
import io.sampo.runtime.exchange.PartitionLocation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Told how a query goes on, on an actor's thread: must return at once. */
public interface QueryListener {
  /**
   * A part of the result can be read; told again, with another location, when it was lost.
   *
   * @param part counts the parts in the order of the result
   * @param last whether there are no more behind it
   */
  void delivered(int part, PartitionLocation location, boolean last);

  /**
   * All rows are there that the query keeps for later ones; told once.
   *
   * @param parts in the order of the rows
   */
  default void kept(List<SpreadRows.Part> parts, RowFigures figures) {}

  /** Told last, once; with null when all parts were taken. */
  void finished(@Nullable SampoException error);
}
