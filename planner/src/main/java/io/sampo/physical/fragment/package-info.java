/**
 * The plan of a query on several processes. A {@link io.sampo.physical.fragment.Fragmenter} cuts
 * the stages of a query at exchanges into {@link io.sampo.physical.fragment.Fragment fragments},
 * each of which is a small query of its own that runs as several tasks: it reads files or what
 * other fragments wrote, and its last stage sends rows on. Groups are made in two steps where their
 * accumulators can be merged, small hash tables are built by every task, large ones by partition.
 *
 * <p>A fragment reads only fragments with smaller numbers, and its tasks read their input in a
 * fixed order, so that a task that is run again yields the same bytes unless one of its functions
 * does not.
 */
@NullMarked
package io.sampo.physical.fragment;

import org.jspecify.annotations.NullMarked;
