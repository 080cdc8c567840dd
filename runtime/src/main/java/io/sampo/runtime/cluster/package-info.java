/**
 * The driver's side of a query on several workers. Decisions are made by plain state machines: a
 * {@link io.sampo.runtime.cluster.QueryState} knows which tasks of a query are wanted, run and
 * done, a {@link io.sampo.runtime.cluster.ClusterState} gives tasks of all queries to the slots of
 * workers; both take events and return actions. {@link io.sampo.runtime.cluster.ClusterActor}
 * carries the actions out.
 *
 * <p>A task runs when all that it reads is there. What a task wrote is wanted as long as a task
 * that reads it is wanted and not done; a lost worker's output is therefore made again only where
 * it is still wanted, and so is, in turn, what is read for that. Workers are told by events; this
 * package knows nothing of membership.
 */
@NullMarked
package io.sampo.runtime.cluster;

import org.jspecify.annotations.NullMarked;
