package io.sampo.runtime.membership.protocol;

import io.sampo.runtime.serde.ClusterMessage;

/**
 * The driver that serves sessions.
 *
 * @param address where clients reach it, {@code host:port}
 */
public record ActiveDriver(String address) implements ClusterMessage {}
