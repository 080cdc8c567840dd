package io.sampo.cluster.node;

import io.sampo.cluster.config.NodeSettings;
import io.sampo.config.ConfigOptions;
import io.sampo.runtime.network.HostPort;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a driver is told.
 *
 * @param node as a member of the cluster
 * @param clients where it listens for clients and for workers that want to join; port 0 lets the
 *     system choose
 * @param others client addresses of other drivers, whose cluster it joins; when none of them
 *     answers it starts one
 * @param session settings of every session, below those that clients make
 */
public record DriverSettings(
    NodeSettings node, HostPort clients, List<HostPort> others, Map<String, String> session) {
  public DriverSettings {
    others = List.copyOf(others);
    session = Map.copyOf(session);
  }

  /** Where it keeps what its successor needs. */
  Optional<Path> journal() {
    return Optional.ofNullable(session.get(ConfigOptions.JOURNAL_FOLDER.key())).map(Path::of);
  }
}
