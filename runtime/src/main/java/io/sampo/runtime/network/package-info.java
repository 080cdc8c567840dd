/**
 * Sockets between the processes of a cluster and its clients: addresses, and connections that are
 * encrypted and authenticated on both sides when certificates are configured.
 *
 * <p>Used by everything that talks over the network. Knows nothing of what is said.
 */
@NullMarked
package io.sampo.runtime.network;

import org.jspecify.annotations.NullMarked;
