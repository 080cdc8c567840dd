package io.sampo.optimizer.rule;

import io.sampo.optimizer.expression.ConstantEvaluator;
import io.sampo.optimizer.expression.Operators;
import io.sampo.optimizer.statistics.Estimator;
import io.sampo.plan.logical.ColumnIds;

/**
 * What rules may use besides their node. For one query and one thread.
 *
 * @param ids fresh column ids
 * @param operators builds operators
 * @param constants computes constant expressions
 * @param estimator what is known of the sizes of plans
 */
public record RuleContext(
    ColumnIds ids, Operators operators, ConstantEvaluator constants, Estimator estimator) {}
