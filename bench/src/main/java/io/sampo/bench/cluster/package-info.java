/**
 * The same queries on a cluster of processes and in one process with as many cores, taking turns.
 */
@NullMarked
package io.sampo.bench.cluster;

import org.jspecify.annotations.NullMarked;
