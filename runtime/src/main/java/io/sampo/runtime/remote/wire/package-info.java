/**
 * A connection between a client and a driver: a greeting, then frames that hold a message or a
 * batch of rows. Used by both sides.
 */
@NullMarked
package io.sampo.runtime.remote.wire;

import org.jspecify.annotations.NullMarked;
