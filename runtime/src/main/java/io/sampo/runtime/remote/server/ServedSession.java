package io.sampo.runtime.remote.server;

import io.sampo.engine.Engine;
import io.sampo.runtime.remote.protocol.ClusterView;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A client's session and its running queries. Safe for use by many threads. */
final class ServedSession {
  private final String id;
  private final Engine engine;
  private final ConcurrentMap<String, ServedQuery> running = new ConcurrentHashMap<>();

  ServedSession(String id, Engine engine) {
    this.id = id;
    this.engine = engine;
  }

  String id() {
    return id;
  }

  Engine engine() {
    return engine;
  }

  void started(ServedQuery query) {
    running.put(query.id(), query);
  }

  void ended(ServedQuery query) {
    running.remove(query.id(), query);
  }

  List<ClusterView.Query> queries() {
    return running.values().stream().map(query -> query.view(id)).toList();
  }

  /** Cancels what runs and ends the engine. */
  void close() {
    running.values().forEach(ServedQuery::cancel);
    engine.close();
  }
}
