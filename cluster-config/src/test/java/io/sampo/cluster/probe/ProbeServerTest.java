package io.sampo.cluster.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.runtime.network.HostPort;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
final class ProbeServerTest {
  private final AtomicBoolean ready = new AtomicBoolean();

  private static HttpResponse<String> get(ProbeServer server, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://" + server.address() + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void healthAndFiguresAreAnswered() throws Exception {
    try (var meters = new NodeMeters("worker")) {
      meters.gauge("sampo.worker.tasks", "Tasks that run", () -> 7);
      try (ProbeServer server =
          ProbeServer.start(new HostPort("127.0.0.1", 0), meters, () -> true, ready::get)) {
        assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
        assertThat(get(server, "/health/ready").statusCode()).isEqualTo(503);
        ready.set(true);
        assertThat(get(server, "/health/ready").statusCode()).isEqualTo(200);
        assertThat(get(server, "/metrics").body())
            .contains("sampo_worker_tasks{role=\"worker\"} 7.0")
            .contains("jvm_memory_used_bytes");
        assertThat(get(server, "/elsewhere").statusCode()).isEqualTo(404);
      }
    }
  }
}
