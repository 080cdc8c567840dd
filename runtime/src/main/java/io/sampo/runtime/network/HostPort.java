package io.sampo.runtime.network;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A host and a TCP port.
 *
 * @param host a name, an IPv4 address, or an IPv6 address without brackets
 * @param port from 0, which stands for one that the system chooses, to 65535
 */
public record HostPort(String host, int port) {
  private static final int LARGEST_PORT = 65_535;

  public HostPort {
    if (host.isBlank() || port < 0 || port > LARGEST_PORT) {
      throw new IllegalArgumentException("no address: " + host + ":" + port);
    }
  }

  /** Reads {@code host:port} or {@code [ipv6]:port}; empty when the text is neither. */
  public static Optional<HostPort> parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      return Optional.empty();
    }
    String port = text.substring(colon + 1);
    if (host.isBlank() || !port.matches("\\d{1,5}") || Integer.parseInt(port) > LARGEST_PORT) {
      return Optional.empty();
    }
    return Optional.of(new HostPort(host, Integer.parseInt(port)));
  }

  /** The address, its name looked up now. */
  public InetSocketAddress resolved() {
    return new InetSocketAddress(host, port);
  }

  /** {@code host:port}, the form that {@link #parse} reads. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
