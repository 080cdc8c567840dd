/**
 * The client's side of sessions: an engine that asks a driver. Found by master URLs {@code
 * sampo://host:port}; several drivers, of which one is active, are separated by commas.
 */
@NullMarked
package io.sampo.runtime.remote.client;

import org.jspecify.annotations.NullMarked;
