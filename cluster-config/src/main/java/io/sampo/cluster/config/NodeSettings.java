package io.sampo.cluster.config;

import io.sampo.runtime.network.HostPort;
import io.sampo.runtime.network.TlsSettings;
import java.util.Optional;

/**
 * What a member of a cluster is told.
 *
 * @param address where other members reach it; port 0 lets the system choose
 * @param tls certificates for all its connections, or none
 * @param probes where it answers about its health and figures, or nowhere
 */
public record NodeSettings(
    Role role,
    Profile profile,
    HostPort address,
    Optional<TlsSettings> tls,
    Optional<HostPort> probes) {
  /** The name of the actor system of every member. */
  public static final String SYSTEM = "sampo";
}
