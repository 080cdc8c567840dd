package io.sampo.runtime.cluster;

import io.sampo.physical.fragment.FragmentGraph;
import io.sampo.runtime.worker.protocol.TaskSettings;

/**
 * A query to run.
 *
 * @param id unique among all queries that a worker ever sees
 */
public record QueryOrder(
    String id, FragmentGraph graph, TaskSettings settings, RecoverySettings recovery) {}
