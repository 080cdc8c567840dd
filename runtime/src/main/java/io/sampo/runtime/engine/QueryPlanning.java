package io.sampo.runtime.engine;

import io.sampo.analyzer.Analyzer;
import io.sampo.analyzer.AnalyzerSettings;
import io.sampo.analyzer.Catalog;
import io.sampo.optimizer.Optimizer;
import io.sampo.optimizer.OptimizerContext;
import io.sampo.optimizer.OptimizerTrace;
import io.sampo.physical.PhysicalPlanner;
import io.sampo.physical.StageGraph;
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

  QueryPlanning(Catalog catalog, AnalyzerSettings settings) {
    this.catalog = catalog;
    this.settings = settings;
  }

  /** Every form of a query. */
  record Planned(LogicalPlan analyzed, LogicalPlan optimized, StageGraph graph) {}

  Planned plan(Relation relation) {
    return plan(relation, OptimizerTrace.NONE);
  }

  Planned plan(Relation relation, OptimizerTrace trace) {
    var ids = new ColumnIds();
    LogicalPlan analyzed = new Analyzer(catalog, settings).analyze(relation, ids);
    LogicalPlan optimized =
        Optimizer.optimize(
            analyzed,
            new OptimizerContext(
                ids,
                FUNCTIONS,
                expression -> Interpreter.constant(expression, settings.zone()),
                Set.of(),
                trace));
    return new Planned(analyzed, optimized, PhysicalPlanner.plan(optimized, ids, FUNCTIONS));
  }
}
