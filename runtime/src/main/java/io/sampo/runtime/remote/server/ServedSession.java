package io.sampo.runtime.remote.server;

import io.sampo.engine.Engine;
import io.sampo.runtime.remote.protocol.Checkpoints;
import io.sampo.runtime.remote.protocol.ClusterView;
import io.sampo.spec.Relation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A client's session and its running queries. Safe for use by many threads. */
final class ServedSession {
  private final String id;
  private final Engine engine;
  private final ConcurrentMap<String, ServedQuery> running = new ConcurrentHashMap<>();
  private final ConcurrentMap<List<String>, Relation> checkpoints = new ConcurrentHashMap<>();

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

  /** The client has a checkpoint, which would be taken for out of use otherwise. */
  void hold(Relation checkpoint) {
    checkpoints.put(Checkpoints.name(checkpoint), checkpoint);
  }

  /** The client has it no longer; empty when it is not known. */
  Optional<Relation> letGo(List<String> name) {
    return Optional.ofNullable(checkpoints.remove(name));
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
