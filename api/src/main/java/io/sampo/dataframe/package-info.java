/**
 * Lazy tables: {@link io.sampo.dataframe.DataFrame} and what hangs on it.
 *
 * <p>Every transformation wraps the spec of its input; nothing is looked up or computed before an
 * action, {@code schema()} or {@code explain()}. Actions hand the spec to the session's {@link
 * io.sampo.engine.Engine}. All types are immutable and safe for use by many threads, except
 * iterators over results and writers, which belong to one thread. This package does not know the
 * session; {@link io.sampo.dataframe.EngineContext} is what they share.
 */
@NullMarked
package io.sampo.dataframe;

import org.jspecify.annotations.NullMarked;
