package io.sampo.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.cluster.config.Role;
import io.sampo.cluster.harness.Certificates;
import io.sampo.cluster.harness.Processes;
import io.sampo.cluster.process.JavaCommand;
import io.sampo.cluster.process.NodeArguments;
import io.sampo.cluster.process.NodeProcess;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.network.HostPort;
import io.sampo.runtime.network.Sockets;
import io.sampo.session.Session;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Members and clients must show a certificate that the other side trusts. */
@NullMarked
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class EncryptedNodesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @Test
  void onlyWhoIsTrustedTakesPart() throws Exception {
    var certificates = new Certificates(folder);
    Path member = certificates.keyPair("member");
    Path stranger = certificates.keyPair("stranger");
    Path trusted = certificates.trusting("member");
    Map<String, String> members = Certificates.settings(member, trusted);
    Map<String, String> strangers = Certificates.settings(stranger, trusted);

    try (Processes processes = Processes.start(1, folder, members)) {
      try (Session session = processes.session()) {
        assertThat(session.range(100).count()).isEqualTo(100);
      }
      String url = processes.cluster().url();
      assertThatThrownBy(() -> Session.builder().master(url).create())
          .isInstanceOfSatisfying(
              SampoException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_FAILED));
      assertThatThrownBy(() -> Session.builder().master(url).config(strangers).create())
          .isInstanceOfSatisfying(
              SampoException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_FAILED))
          .hasCauseInstanceOf(SSLException.class);

      var arguments = new HashMap<>(strangers);
      arguments.put(NodeArguments.DRIVERS, processes.cluster().clients().toString());
      try (NodeProcess worker =
          NodeProcess.start(
              JavaCommand.likeThisProcess(),
              new NodeArguments(Role.WORKER, arguments),
              folder.resolve("stranger.log"))) {
        assertThat(worker.ended().get(60, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(worker.log()).content().contains("CONNECTION_FAILED");
      }
      assertThat(processes.view().workers()).hasSize(1);

      // Members themselves, whom a worker reaches only after a driver has named them.
      HostPort control =
          HostPort.parse(processes.view().workers().getFirst().address()).orElseThrow();
      assertRefused(control, Sockets.of(Optional.of(Certificates.tls(stranger, trusted))));
      assertThat(folder.resolve("driver.log")).content().doesNotContain("secret");
    }
  }

  /** A handshake of this version is complete for a client before the other side has judged it. */
  private static void assertRefused(HostPort address, Sockets sockets) {
    assertThatThrownBy(
            () -> {
              try (Socket socket = sockets.connect(address, PATIENCE)) {
                socket.setSoTimeout((int) PATIENCE.toMillis());
                int answer = socket.getInputStream().read();
                throw new IOException("the other side said " + answer);
              }
            })
        .isInstanceOf(SSLException.class);
  }
}
