package io.sampo.runtime.cluster;

import io.sampo.physical.fragment.FragmentGraph;
import io.sampo.runtime.worker.protocol.TaskSettings;
import java.time.Duration;

/**
 * A query to run.
 *
 * @param id unique among all queries that a worker ever sees
 * @param patience how long it waits while there are no workers
 */
public record QueryOrder(
    String id,
    FragmentGraph graph,
    TaskSettings settings,
    RecoverySettings recovery,
    AdaptiveSettings adaptive,
    Duration patience) {}
