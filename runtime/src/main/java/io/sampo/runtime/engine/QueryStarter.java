package io.sampo.runtime.engine;

import io.sampo.physical.StageGraph;
import io.sampo.physical.StagePrinter;
import io.sampo.plan.logical.ColumnIds;

/** Where the queries of an engine run. Safe for use by many threads. */
interface QueryStarter extends AutoCloseable {
  /**
   * Starts a query.
   *
   * @param ids the query's column ids, perhaps continued here
   * @param whenFree called once when nothing of the query is in use any more; not when this method
   *     fails
   */
  ResultStream start(StageGraph graph, ColumnIds ids, Runnable whenFree);

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
    return start(measuring.counting().plain(), ids, whenFree);
  }

  /** The physical plan as text. */
  default String plan(StageGraph graph, ColumnIds ids) {
    return "== Physical Plan ==\n" + StagePrinter.print(graph);
  }

  /** Cancels all queries. */
  @Override
  void close();
}
