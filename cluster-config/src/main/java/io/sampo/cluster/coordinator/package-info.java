/**
 * The active driver's list of workers: one coordinator in the whole cluster, on the oldest driver,
 * that hears from workers and from the membership who is there and who is gone.
 */
@NullMarked
package io.sampo.cluster.coordinator;

import org.jspecify.annotations.NullMarked;
