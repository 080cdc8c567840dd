/**
 * Building and taking apart typed expressions for the optimizer: conjunctions, operators,
 * references. Used by all of the optimizer's packages; knows of plans only what their columns are.
 */
@NullMarked
package io.sampo.optimizer.expression;

import org.jspecify.annotations.NullMarked;
