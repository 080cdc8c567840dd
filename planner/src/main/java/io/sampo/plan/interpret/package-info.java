/**
 * The reference meaning of expressions: compiles a typed expression into a tree of small evaluators
 * over rows of boxed values. The optimizer folds constants with it, and queries run on it when
 * generated code is switched off; generated code must agree with it in every value and error.
 * Aggregates, windows and subqueries are not expressions of one row, so they are refused.
 */
@NullMarked
package io.sampo.plan.interpret;

import org.jspecify.annotations.NullMarked;
