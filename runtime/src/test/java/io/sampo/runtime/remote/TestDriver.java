package io.sampo.runtime.remote;

import io.sampo.engine.Engine;
import io.sampo.runtime.engine.LocalEngineProvider;
import io.sampo.runtime.network.HostPort;
import io.sampo.runtime.network.Sockets;
import io.sampo.runtime.remote.protocol.ClusterView;
import io.sampo.runtime.remote.protocol.Response;
import io.sampo.runtime.remote.server.Desk;
import io.sampo.runtime.remote.server.SessionServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.NullMarked;

/** A server of sessions in this process, whose sessions run on local engines. */
@NullMarked
final class TestDriver implements Desk, AutoCloseable {
  private final SessionServer server;

  /** The engines that were made. */
  final BlockingQueue<Engine> engines = new LinkedBlockingQueue<>();

  private volatile Optional<Response.Elsewhere> elsewhere = Optional.empty();

  private TestDriver(SessionServer server) {
    this.server = server;
    server.serve(this);
  }

  static TestDriver start() {
    return start(0, Sockets.PLAIN);
  }

  static TestDriver start(int port, Sockets sockets) {
    try {
      return new TestDriver(SessionServer.listen(new HostPort("127.0.0.1", port), sockets));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.address().port();
  }

  String url() {
    return "sampo://" + server.address();
  }

  SessionServer server() {
    return server;
  }

  /** From now on another driver is the active one. */
  void standBy(Optional<String> active) {
    elsewhere = Optional.of(new Response.Elsewhere(active));
  }

  @Override
  public Optional<Response.Elsewhere> elsewhere() {
    return elsewhere;
  }

  @Override
  public Engine open(Map<String, String> settings) {
    var all = new HashMap<>(settings);
    all.put("sampo.master", "local[2]");
    Engine engine = new LocalEngineProvider().start(all);
    engines.add(engine);
    return engine;
  }

  @Override
  public ClusterView view(List<ClusterView.Query> queries) {
    return new ClusterView(server.address().toString(), List.of(), queries, 0);
  }

  @Override
  public void gone(String worker) {}

  @Override
  public Response.Members members() {
    return new Response.Members("test", List.of());
  }

  @Override
  public void close() {
    server.close();
  }
}
