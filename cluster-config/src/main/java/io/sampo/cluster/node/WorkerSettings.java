package io.sampo.cluster.node;

import io.sampo.cluster.config.NodeSettings;
import io.sampo.runtime.network.HostPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a worker is told.
 *
 * @param node as a member of the cluster
 * @param drivers client addresses of drivers; it joins the cluster of the first that answers
 * @param cores tasks that run at the same time
 * @param memory bytes for queries and blocks in memory
 * @param spill where goes what does not fit into memory
 * @param drain how long it stays when it is told to leave, while queries need it
 */
public record WorkerSettings(
    NodeSettings node, List<HostPort> drivers, int cores, long memory, Path spill, Duration drain) {
  public WorkerSettings {
    drivers = List.copyOf(drivers);
  }
}
