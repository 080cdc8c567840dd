/** Arithmetic over measurements. Pure functions; used by the packages that show or keep figures. */
@NullMarked
package io.sampo.bench.statistics;

import org.jspecify.annotations.NullMarked;
