/**
 * How a member of a cluster is set: its role, addresses, certificates, and the profile that says
 * how members find each other. {@link io.sampo.cluster.config.NodeSettings} becomes the settings of
 * an actor system.
 */
@NullMarked
package io.sampo.cluster.config;

import org.jspecify.annotations.NullMarked;
