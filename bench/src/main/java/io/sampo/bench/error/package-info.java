/** The one exception of the benchmarks. It may be used by every package of the bench. */
@NullMarked
package io.sampo.bench.error;

import org.jspecify.annotations.NullMarked;
