/**
 * Cost-based join order. {@link io.sampo.optimizer.joinorder.ReorderJoins} takes regions of joins
 * apart into a graph of relations and conditions, finds the cheapest tree (all bushy trees for up
 * to a dozen relations, greedily beyond) and puts the smaller input on the right, where the hash
 * table is built.
 */
@NullMarked
package io.sampo.optimizer.joinorder;

import org.jspecify.annotations.NullMarked;
