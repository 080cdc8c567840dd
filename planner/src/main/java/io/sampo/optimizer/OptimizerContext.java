package io.sampo.optimizer;

import io.sampo.optimizer.expression.ConstantEvaluator;
import io.sampo.plan.function.FunctionDefinition;
import io.sampo.plan.function.FunctionRegistry;
import io.sampo.plan.interpret.Interpreter;
import io.sampo.plan.logical.ColumnIds;
import java.time.ZoneId;
import java.util.Set;
import java.util.function.Function;

/**
 * What the optimizer needs for one query.
 *
 * @param ids the query's column ids, continued by the optimizer
 * @param functions finds a function by its lower-case name
 * @param constants computes constant expressions, in the session's time zone
 * @param disabledRules names of rules not to run, as EXPLAIN shows them
 * @param trace hears of every rewrite
 */
public record OptimizerContext(
    ColumnIds ids,
    Function<String, FunctionDefinition> functions,
    ConstantEvaluator constants,
    Set<String> disabledRules,
    OptimizerTrace trace) {
  public OptimizerContext {
    disabledRules = Set.copyOf(disabledRules);
  }

  /** All rules, the standard functions, no trace. */
  public static OptimizerContext of(ColumnIds ids, ZoneId zone) {
    return new OptimizerContext(
        ids,
        FunctionRegistry.standard()::require,
        expression -> Interpreter.constant(expression, zone),
        Set.of(),
        OptimizerTrace.NONE);
  }
}
