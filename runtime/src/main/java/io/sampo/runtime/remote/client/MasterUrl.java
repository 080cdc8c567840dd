package io.sampo.runtime.remote.client;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.network.HostPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code sampo://host:port[,host:port...]}.
 *
 * @param drivers never empty
 */
public record MasterUrl(List<HostPort> drivers) {
  private static final String SCHEME = "sampo://";

  public MasterUrl {
    drivers = List.copyOf(drivers);
  }

  /** Whether the text starts like one. */
  public static boolean isOne(String text) {
    return text.startsWith(SCHEME);
  }

  /**
   * Reads a URL.
   *
   * @throws SampoException when it has another form
   */
  public static MasterUrl parse(String text) {
    var drivers = new ArrayList<HostPort>();
    if (isOne(text)) {
      for (String part : text.substring(SCHEME.length()).split(",", -1)) {
        drivers.add(HostPort.parse(part.strip()).orElseThrow(() -> malformed(text)));
      }
    }
    if (drivers.isEmpty()) {
      throw malformed(text);
    }
    return new MasterUrl(drivers);
  }

  private static SampoException malformed(String text) {
    return new SampoException(
        ErrorCode.CONNECTION_FAILED,
        Map.of("address", text, "details", "it is not of the form sampo://host:port"));
  }

  /** The URL of one driver. */
  public static String of(HostPort driver) {
    return SCHEME + driver;
  }

  @Override
  public String toString() {
    return SCHEME + String.join(",", drivers.stream().map(HostPort::toString).toList());
  }
}
