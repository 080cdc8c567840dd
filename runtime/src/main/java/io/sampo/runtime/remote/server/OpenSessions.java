package io.sampo.runtime.remote.server;

import io.sampo.engine.Engine;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.remote.protocol.ClusterView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The sessions of all clients. Safe for use by many threads. */
final class OpenSessions {
  private final ConcurrentMap<String, ServedSession> sessions = new ConcurrentHashMap<>();

  ServedSession open(Engine engine) {
    var session = new ServedSession(UUID.randomUUID().toString(), engine);
    sessions.put(session.id(), session);
    return session;
  }

  /**
   * The session of that name.
   *
   * @throws SampoException when there is none, or none any more
   */
  ServedSession require(String id) {
    ServedSession session = sessions.get(id);
    if (session == null) {
      throw new SampoException(ErrorCode.SESSION_CLOSED, Map.of());
    }
    return session;
  }

  void close(ServedSession session) {
    if (sessions.remove(session.id(), session)) {
      session.close();
    }
  }

  void closeAll() {
    List.copyOf(sessions.values()).forEach(this::close);
  }

  int count() {
    return sessions.size();
  }

  /** The queries that run, oldest first. */
  List<ClusterView.Query> queries() {
    var queries = new ArrayList<ClusterView.Query>();
    sessions.values().forEach(session -> queries.addAll(session.queries()));
    queries.sort(Comparator.comparingLong(ClusterView.Query::millis).reversed());
    return queries;
  }
}
