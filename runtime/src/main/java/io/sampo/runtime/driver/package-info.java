/**
 * The root of the actors and the one way in: {@link io.sampo.runtime.driver.ActorQueryRunner},
 * which the engine makes one of per session. The tree is driver, query, stage, partition task;
 * decisions are plain state machines, and compute runs on threads of its own. What a worker does
 * for one task of a cluster is run by {@link io.sampo.runtime.driver.DirectQueryRunner} instead:
 * the same state machines, and no actors.
 */
@NullMarked
package io.sampo.runtime.driver;

import org.jspecify.annotations.NullMarked;
