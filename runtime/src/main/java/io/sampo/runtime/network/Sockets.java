package io.sampo.runtime.network;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Makes sockets, encrypted when there are certificates. Safe for use by many threads. */
public final class Sockets {
  /** Nothing is encrypted and everybody is let in. */
  public static final Sockets PLAIN = new Sockets(null);

  private static final int BACKLOG = 256;

  private final @Nullable SSLContext tls;

  private Sockets(@Nullable SSLContext tls) {
    this.tls = tls;
  }

  /**
   * Encrypted sockets where there are certificates.
   *
   * @throws io.sampo.error.SampoException when a certificate cannot be read
   */
  public static Sockets of(Optional<TlsSettings> tls) {
    return tls.map(settings -> new Sockets(settings.context())).orElse(PLAIN);
  }

  /** A socket that listens on the address; port 0 lets the system choose. */
  public ServerSocket listen(HostPort address) throws IOException {
    ServerSocket socket =
        tls == null ? new ServerSocket() : tls.getServerSocketFactory().createServerSocket();
    try {
      if (socket instanceof SSLServerSocket encrypted) {
        encrypted.setNeedClientAuth(true);
        encrypted.setEnabledProtocols(new String[] {TlsSettings.PROTOCOL});
      }
      socket.setReuseAddress(true);
      socket.bind(address.resolved(), BACKLOG);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** A connection to the address, both sides' certificates checked. */
  public Socket connect(HostPort address, Duration timeout) throws IOException {
    InetSocketAddress resolved = address.resolved();
    var plain = new Socket();
    try {
      // Whoever wants to listen at the port that the system gives this side can still do so.
      plain.setReuseAddress(true);
      plain.connect(resolved, Math.toIntExact(timeout.toMillis()));
      refuseOneself(plain);
      tune(plain);
      if (tls == null) {
        return plain;
      }
      SSLSocket encrypted =
          (SSLSocket)
              tls.getSocketFactory().createSocket(plain, address.host(), address.port(), true);
      encrypted.setEnabledProtocols(new String[] {TlsSettings.PROTOCOL});
      encrypted.setSoTimeout(Math.toIntExact(timeout.toMillis()));
      encrypted.startHandshake();
      encrypted.setSoTimeout(0);
      return encrypted;
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  /**
   * Ends with an error when both ends of the connection are this socket: TCP lets a socket connect
   * to itself when nobody listens at a port of this machine and the system happens to give the
   * connecting side that very port. It would keep the port from who should listen there.
   */
  public static void refuseOneself(Socket socket) throws IOException {
    if (socket.getLocalPort() == socket.getPort()
        && socket.getLocalAddress().equals(socket.getInetAddress())) {
      throw new ConnectException("nobody listens at port " + socket.getPort());
    }
  }

  /** Small messages leave at once, and a peer whose machine is gone is noticed some day. */
  public static void tune(Socket socket) throws SocketException {
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
  }
}
