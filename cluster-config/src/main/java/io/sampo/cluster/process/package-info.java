/**
 * Members of a cluster as processes: the main class of one, and a whole cluster of processes on
 * this machine for trying out and for tests.
 */
@NullMarked
package io.sampo.cluster.process;

import org.jspecify.annotations.NullMarked;
