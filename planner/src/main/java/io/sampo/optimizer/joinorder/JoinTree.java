package io.sampo.optimizer.joinorder;

import io.sampo.optimizer.statistics.PlanEstimate;
import org.jspecify.annotations.Nullable;

/**
 * A way to join a set of relations.
 *
 * @param set the relations
 * @param left the streamed side, null for a single relation
 * @param right the side the hash table is built of, null for a single relation
 * @param estimate what is believed of the result; the same for all ways to join the set
 * @param cost of it all
 */
record JoinTree(
    long set, @Nullable JoinTree left, @Nullable JoinTree right, PlanEstimate estimate, double cost) {
  double rows() {
    return estimate.rows();
  }
}
