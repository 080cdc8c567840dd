/**
 * A cluster of processes that answers questions while its workers are killed: {@link
 * io.sampo.bench.chaos.ChaosRun} asks and checks, a {@code WorkerKiller} kills and replaces, and
 * {@code Growth} judges what the processes hold over time. {@link io.sampo.bench.chaos.KillRun}
 * measures what a kill costs a query.
 */
@NullMarked
package io.sampo.bench.chaos;

import org.jspecify.annotations.NullMarked;
