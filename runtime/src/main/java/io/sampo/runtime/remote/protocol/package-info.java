/**
 * What a client and a driver say to each other. A connection starts with a greeting that names the
 * protocol's version; then the client sends one {@link io.sampo.runtime.remote.protocol.Request} at
 * a time and reads {@link io.sampo.runtime.remote.protocol.Response}s until one that ends it. Only
 * {@link io.sampo.runtime.remote.protocol.Request.Cancel} may be sent while an answer is on its
 * way.
 *
 * <p>Version 1. A change of any record here is a new version.
 */
@NullMarked
package io.sampo.runtime.remote.protocol;

import org.jspecify.annotations.NullMarked;
