package io.sampo.runtime.engine;

import io.sampo.analyzer.Analyzer;
import io.sampo.analyzer.AnalyzerSettings;
import io.sampo.analyzer.Catalog;
import io.sampo.optimizer.Optimizer;
import io.sampo.optimizer.OptimizerContext;
import io.sampo.optimizer.OptimizerTrace;
import io.sampo.physical.PhysicalPlanner;
import io.sampo.physical.StageGraph;
import io.sampo.physical.StageSharing;
import io.sampo.plan.function.FunctionDefinition;
import io.sampo.plan.function.FunctionRegistry;
import io.sampo.plan.interpret.Interpreter;
import io.sampo.plan.logical.ColumnIds;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.spec.Relation;
import java.util.Set;
import java.util.function.Function;

/** From spec to stages. Used by one thread for one query. */
final class QueryPlanning {
  private static final Function<String, FunctionDefinition> FUNCTIONS =
      name -> FunctionRegistry.standard().require(name);

  private final Catalog catalog;
  private final AnalyzerSettings settings;
  private final StageSharing sharing;

  /**
   * @param sharing which stages several others may read
   */
  QueryPlanning(Catalog catalog, AnalyzerSettings settings, StageSharing sharing) {
    this.catalog = catalog;
    this.settings = settings;
    this.sharing = sharing;
  }

  /** Every form of a query. */
  record Planned(LogicalPlan analyzed, LogicalPlan optimized, PlannedQuery query) {
    StageGraph graph() {
      return query.graph();
    }

    /** As it is run when something is made of the stages before. */
    PlannedQuery with(StageGraph graph) {
      return new PlannedQuery(graph, query.ids(), query.expected());
    }
  }

  /** Resolves a relation; its output has the names that the user sees. */
  LogicalPlan analyzed(Relation relation, ColumnIds ids) {
    return new Analyzer(catalog, settings).analyze(relation, ids);
  }

  /** As {@link #analyzed}, as it is inside of a larger relation. */
  LogicalPlan resolved(Relation relation, ColumnIds ids) {
    return new Analyzer(catalog, settings).resolve(relation, ids);
  }

  /**
   * From a resolved plan to stages.
   *
   * @param ids handed out the ids of the plan's columns
   */
  Planned plan(LogicalPlan analyzed, ColumnIds ids, OptimizerTrace trace) {
    return plan(analyzed, ids, trace, new Measuring.Estimates());
  }

  /**
   * As {@link #plan(LogicalPlan, ColumnIds, OptimizerTrace)}, keeping what is believed of sizes.
   */
  Planned plan(
      LogicalPlan analyzed, ColumnIds ids, OptimizerTrace trace, Measuring.Estimates estimates) {
    LogicalPlan optimized =
        Optimizer.optimize(
            analyzed,
            new OptimizerContext(
                ids,
                FUNCTIONS,
                expression -> Interpreter.constant(expression, settings.zone()),
                Set.of(),
                trace));
    StageGraph graph = PhysicalPlanner.plan(optimized, ids, FUNCTIONS, estimates, sharing);
    return new Planned(analyzed, optimized, new PlannedQuery(graph, ids, estimates));
  }
}
