/**
 * The threads that compute: one per core, shared fairly by the queries in slices of a few
 * milliseconds. Used by the actors, which hand in calls and task attempts and are told once how
 * each ended. Knows neither Pekko nor operators. Nothing here blocks but the compute threads
 * themselves when there is nothing to do.
 */
@NullMarked
package io.sampo.runtime.compute;

import org.jspecify.annotations.NullMarked;
