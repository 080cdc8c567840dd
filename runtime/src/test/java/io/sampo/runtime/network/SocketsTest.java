package io.sampo.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class SocketsTest {
  @Test
  void aSocketThatIsConnectedToItselfIsRefused() throws IOException {
    try (var socket = new Socket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      socket.connect(socket.getLocalSocketAddress());
      assertThatThrownBy(() -> Sockets.refuseOneself(socket))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining(Integer.toString(socket.getPort()));
    }
  }

  @Test
  void aPortThatAClientWasGivenCanStillBeListenedAt() throws IOException {
    try (ServerSocket server = Sockets.PLAIN.listen(new HostPort("127.0.0.1", 0));
        Socket client =
            Sockets.PLAIN.connect(
                new HostPort("127.0.0.1", server.getLocalPort()), Duration.ofSeconds(10));
        ServerSocket second =
            Sockets.PLAIN.listen(new HostPort("127.0.0.1", client.getLocalPort()))) {
      assertThat(second.getLocalPort()).isEqualTo(client.getLocalPort());
    }
  }
}
