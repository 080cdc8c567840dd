/** How soon a cancelled query ends, and how queries of one session share the processors. */
@NullMarked
package io.sampo.bench.latency;

import org.jspecify.annotations.NullMarked;
