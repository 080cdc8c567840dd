package io.sampo.runtime.remote.server;

import io.sampo.engine.Engine;
import io.sampo.runtime.remote.protocol.ClusterView;
import io.sampo.runtime.remote.protocol.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a server of sessions needs of the driver around it. Called by many threads. */
public interface Desk {
  /** Says where sessions are served while it is not here; empty when it is here. */
  Optional<Response.Elsewhere> elsewhere();

  /**
   * Starts the engine of a session.
   *
   * @param settings what the client has set
   * @throws io.sampo.error.SampoException when a setting is not valid
   */
  Engine open(Map<String, String> settings);

  /** The cluster now, with the queries of all sessions. */
  ClusterView view(List<ClusterView.Query> queries);

  /** The connection has ended that a worker lives by, and not by this driver's doing. */
  void gone(String worker);

  /** Where workers join. */
  Response.Members members();
}
