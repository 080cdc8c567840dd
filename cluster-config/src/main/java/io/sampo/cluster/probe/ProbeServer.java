package io.sampo.cluster.probe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sampo.runtime.network.HostPort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * Answers {@code GET /health/live}, {@code /health/ready} (200 or 503) and {@code /metrics}. Never
 * encrypted: what it says is no secret, and those who ask have no certificates.
 */
public final class ProbeServer implements AutoCloseable {
  /** Whether the process does its work at all. */
  public static final String LIVE = "/health/live";

  /** Whether it can be given work. */
  public static final String READY = "/health/ready";

  /** Its figures, as Prometheus reads them. */
  public static final String METRICS = "/metrics";

  private static final int FINE = 200;
  private static final int NOT_FOUND = 404;
  private static final int NOT_NOW = 503;
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String FIGURES = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer server;
  private final HostPort address;

  private ProbeServer(HttpServer server, HostPort address) {
    this.server = server;
    this.address = address;
  }

  /**
   * Starts to answer.
   *
   * @param address where; port 0 lets the system choose
   * @param live whether the process does its work at all
   * @param ready whether it can be given work
   * @throws IOException when the address is taken
   */
  public static ProbeServer start(
      HostPort address, NodeMeters meters, BooleanSupplier live, BooleanSupplier ready)
      throws IOException {
    HttpServer server = HttpServer.create(address.resolved(), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> answer(exchange, NOT_FOUND, TEXT, "not found\n"));
    server.createContext(METRICS, exchange -> answer(exchange, FINE, FIGURES, meters.scrape()));
    server.createContext(LIVE, exchange -> answer(exchange, live));
    server.createContext(READY, exchange -> answer(exchange, ready));
    server.start();
    return new ProbeServer(server, new HostPort(address.host(), server.getAddress().getPort()));
  }

  private static void answer(HttpExchange exchange, BooleanSupplier well) throws IOException {
    if (well.getAsBoolean()) {
      answer(exchange, FINE, TEXT, "ok\n");
    } else {
      answer(exchange, NOT_NOW, TEXT, "not now\n");
    }
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    try (exchange) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** Where it answers. */
  public HostPort address() {
    return address;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
