package io.sampo.runtime.exchange;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A socket without encryption: bytes go from and to memory outside the heap without a copy. */
final class ChannelLink implements Link {
  private static final int SOCKET_BUFFER = 4 << 20;

  private final SocketChannel channel;
  private final String peer;

  ChannelLink(SocketChannel channel) throws IOException {
    this.channel = channel;
    this.peer = String.valueOf(channel.getRemoteAddress());
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER);
    channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
  }

  @Override
  public void read(ByteBuffer into) throws IOException {
    while (into.hasRemaining()) {
      if (channel.read(into) < 0) {
        throw new EOFException(peer + " ended the connection");
      }
    }
  }

  @Override
  public void write(ByteBuffer... from) throws IOException {
    long left = 0;
    for (ByteBuffer buffer : from) {
      left += buffer.remaining();
    }
    while (left > 0) {
      left -= channel.write(from);
    }
  }

  @Override
  public String peer() {
    return peer;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
