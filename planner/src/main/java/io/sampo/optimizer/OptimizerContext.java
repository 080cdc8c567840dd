package io.sampo.optimizer;

import io.sampo.plan.function.FunctionDefinition;
import io.sampo.plan.logical.ColumnIds;
import java.util.Set;
import java.util.function.Function;

/**
 * What the optimizer needs for one query.
 *
 * @param ids the query's column ids, continued by the optimizer
 * @param functions finds a function by its lower-case name
 * @param disabledRules names of rules not to run, as EXPLAIN shows them
 * @param trace hears of every rewrite
 */
public record OptimizerContext(
    ColumnIds ids,
    Function<String, FunctionDefinition> functions,
    Set<String> disabledRules,
    OptimizerTrace trace) {
  public OptimizerContext {
    disabledRules = Set.copyOf(disabledRules);
  }

  /** All rules, no trace. */
  public static OptimizerContext of(ColumnIds ids, Function<String, FunctionDefinition> functions) {
    return new OptimizerContext(ids, functions, Set.of(), OptimizerTrace.NONE);
  }
}
