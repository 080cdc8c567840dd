/**
 * Block compression between raw addresses, without copies through the heap where the library allows
 * it. Used by sources, sinks, the exchange and spilling.
 *
 * <p>Codecs are stateless: one instance serves all threads. The caller owns both memory ranges; a
 * codec never reads or writes outside them, whatever the compressed bytes say.
 */
@NullMarked
package io.sampo.runtime.compress;

import org.jspecify.annotations.NullMarked;
