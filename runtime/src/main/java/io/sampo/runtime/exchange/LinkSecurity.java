package io.sampo.runtime.exchange;

import io.sampo.runtime.network.Sockets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * How sockets become links: as they are, or with TLS in which both sides show a certificate that
 * the other trusts.
 *
 * @param tls holds this node's certificate and those it trusts; empty for no encryption
 * @param verifyHost whether the server's certificate must name the host that is connected to
 * @param wrapping put around every link
 */
public record LinkSecurity(Optional<SSLContext> tls, boolean verifyHost, Link.Wrapping wrapping) {
  /** Plain sockets. */
  public static final LinkSecurity NONE =
      new LinkSecurity(Optional.empty(), false, Link.Wrapping.NONE);

  /** Mutual TLS. */
  public static LinkSecurity of(SSLContext context, boolean verifyHost) {
    return new LinkSecurity(Optional.of(context), verifyHost, Link.Wrapping.NONE);
  }

  /** The same with something around every link. */
  public LinkSecurity wrapped(Link.Wrapping around) {
    return new LinkSecurity(tls, verifyHost, around);
  }

  Link connect(String host, int port, Duration timeout) throws IOException {
    var address = new InetSocketAddress(host, port);
    int milliseconds = Math.toIntExact(timeout.toMillis());
    if (tls.isPresent()) {
      var socket = new Socket();
      try {
        socket.setReuseAddress(true);
        socket.connect(address, milliseconds);
        Sockets.refuseOneself(socket);
        // Also the handshake has to come to an end.
        socket.setSoTimeout(milliseconds);
        Link link = secured(tls.get(), socket, host, true);
        socket.setSoTimeout(0);
        return wrapping.wrap(link);
      } catch (IOException | RuntimeException e) {
        socket.close();
        throw e;
      }
    }
    SocketChannel channel = SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      // The adaptor alone has a timeout for connecting.
      channel.socket().connect(address, milliseconds);
      Sockets.refuseOneself(channel.socket());
      return wrapping.wrap(new ChannelLink(channel));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Of a TLS connection the handshake is done when this returns. */
  Link accept(Socket socket) throws IOException {
    SocketChannel channel = socket.getChannel();
    if (tls.isPresent()) {
      return wrapping.wrap(secured(tls.get(), socket, "", false));
    }
    if (channel == null) {
      throw new ClosedChannelException();
    }
    return wrapping.wrap(new ChannelLink(channel));
  }

  private Link secured(SSLContext context, Socket socket, String host, boolean client)
      throws IOException {
    var secure =
        (SSLSocket) context.getSocketFactory().createSocket(socket, host, socket.getPort(), true);
    secure.setUseClientMode(client);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3"});
    if (client && verifyHost) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    if (!client) {
      parameters.setNeedClientAuth(true);
    }
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return new StreamLink(secure, socket);
  }
}
