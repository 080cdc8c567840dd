/**
 * The driver's side of sessions: listens, keeps an engine for each client's session, answers. A
 * session ends with the connection that opened it.
 *
 * <p>{@link io.sampo.runtime.remote.server.SessionServer} is the entry; {@link
 * io.sampo.runtime.remote.server.Desk} is what it needs of the driver around it.
 */
@NullMarked
package io.sampo.runtime.remote.server;

import org.jspecify.annotations.NullMarked;
