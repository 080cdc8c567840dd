package io.sampo.runtime.exchange;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A socket with streams: TLS. */
final class StreamLink implements Link {
  private static final int BUFFER = 128 << 10;

  private final Socket socket;
  private final Socket below;
  private final String peer;
  private final InputStream input;
  private final OutputStream output;
  private final byte[] incoming = new byte[BUFFER];
  private final byte[] outgoing = new byte[BUFFER];

  /**
   * @param below the socket that the encrypted one rests on
   */
  StreamLink(Socket socket, Socket below) throws IOException {
    this.socket = socket;
    this.below = below;
    this.peer = String.valueOf(socket.getRemoteSocketAddress());
    this.input = socket.getInputStream();
    this.output = socket.getOutputStream();
    socket.setTcpNoDelay(true);
  }

  @Override
  public void read(ByteBuffer into) throws IOException {
    while (into.hasRemaining()) {
      int read = input.read(incoming, 0, Math.min(BUFFER, into.remaining()));
      if (read < 0) {
        throw new EOFException(peer + " ended the connection");
      }
      into.put(incoming, 0, read);
    }
  }

  @Override
  public void write(ByteBuffer... from) throws IOException {
    for (ByteBuffer buffer : from) {
      while (buffer.hasRemaining()) {
        int length = Math.min(BUFFER, buffer.remaining());
        buffer.get(outgoing, 0, length);
        output.write(outgoing, 0, length);
      }
    }
    output.flush();
  }

  @Override
  public String peer() {
    return peer;
  }

  @Override
  public void close() {
    try {
      // First, since the encrypted one waits for a thread that writes.
      below.close();
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
