package io.sampo.runtime.engine;

import io.sampo.physical.ExpectedRows;
import io.sampo.physical.StageGraph;
import io.sampo.plan.logical.ColumnIds;

/**
 * A query that is ready to be run.
 *
 * @param ids the query's column ids, perhaps continued by whoever runs it
 * @param expected what the planner believes of the stages' sizes
 */
record PlannedQuery(StageGraph graph, ColumnIds ids, ExpectedRows expected) {}
