/**
 * The optimizer: {@link io.sampo.optimizer.Optimizer} turns an analyzed plan into an equivalent one
 * that is cheaper to run and holds no subqueries. What runs when is declared in {@link
 * io.sampo.optimizer.Phases}. Used by the engine; the sub-packages are its own business, except for
 * {@link io.sampo.optimizer.statistics}, which physical planning asks for sizes and value ranges.
 *
 * <p>A join builds a hash table of its RIGHT input and streams its LEFT input; the optimizer orders
 * the inputs accordingly.
 */
@NullMarked
package io.sampo.optimizer;

import org.jspecify.annotations.NullMarked;
