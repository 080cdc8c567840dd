package io.sampo.optimizer.joinorder;

import io.sampo.optimizer.statistics.PlanEstimate;
import org.jspecify.annotations.Nullable;

/**
 * A way to join a set of relations.
 *
 * @param set the relations
 * @param left the left side of the join, null for a single relation
 * @param right the right side of the join, null for a single relation
 * @param turned whether the hash table is to be built of the left side: the sides are exchanged and
 *     the join's kind with them
 * @param estimate what is believed of the result; the same for all ways to join the set
 * @param cost of it all
 */
record JoinTree(
    long set,
    @Nullable JoinTree left,
    @Nullable JoinTree right,
    boolean turned,
    PlanEstimate estimate,
    double cost) {
  double rows() {
    return estimate.rows();
  }
}
