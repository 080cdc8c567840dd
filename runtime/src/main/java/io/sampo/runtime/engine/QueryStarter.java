package io.sampo.runtime.engine;

import io.sampo.physical.StagePrinter;
import io.sampo.physical.StageSharing;
import io.sampo.plan.logical.ColumnIds;
import io.sampo.runtime.cache.KeptRows;
import io.sampo.runtime.cache.KeptTable;
import java.util.Optional;

/** Where the queries of an engine run. Safe for use by many threads. */
interface QueryStarter extends AutoCloseable {
  /** A query without a name of its own. */
  default ResultStream start(PlannedQuery query, Runnable whenFree) {
    return start(query, whenFree, Optional.empty());
  }

  /**
   * Starts a query.
   *
   * @param name by which it can go on after the loss of who runs it
   * @param whenFree called once when nothing of the query is in use any more; not when this method
   *     fails
   */
  ResultStream start(PlannedQuery query, Runnable whenFree, Optional<String> name);

  /** Which stages of a query several others may read. */
  StageSharing sharing();

  /** Whether {@link #startMeasured} takes figures. */
  default boolean measures() {
    return false;
  }

  /**
   * As {@link #start}, for a query with counters.
   *
   * @param measuring takes the figures, complete when the result is read to its end and closed
   */
  default ResultStream startMeasured(Measuring measuring, ColumnIds ids, Runnable whenFree) {
    return start(
        new PlannedQuery(measuring.counting().plain(), ids, measuring.estimates()), whenFree);
  }

  /** Whether {@link #keep} keeps rows where queries run; otherwise this process does. */
  default boolean keepsRows() {
    return false;
  }

  /**
   * Runs a query and keeps its rows where it ran. Waits until they are there.
   *
   * @param again whether rows that are lost are computed again; otherwise all are lost with them
   * @return the rows, which the caller releases; empty when the table's level has no room for them
   */
  default Optional<KeptRows> keep(PlannedQuery query, KeptTable table, boolean again) {
    throw new IllegalStateException("this process keeps the rows");
  }

  /** The physical plan as text. */
  default String plan(PlannedQuery query) {
    return "== Physical Plan ==\n" + StagePrinter.print(query.graph());
  }

  /** Cancels all queries. */
  @Override
  void close();
}
