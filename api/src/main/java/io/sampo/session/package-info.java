/**
 * Where programs start: {@link io.sampo.session.Session} opens an engine, reads files, runs SQL and
 * makes DataFrames.
 *
 * <p>Used by programs and by the front ends; nothing in the API depends on it. A session is safe
 * for use by many threads; its builder and readers belong to one.
 */
@NullMarked
package io.sampo.session;

import org.jspecify.annotations.NullMarked;
