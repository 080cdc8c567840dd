/** Figures, tables and the JSON file of a finished run. Pure functions of the measurements. */
@NullMarked
package io.sampo.bench.report;

import org.jspecify.annotations.NullMarked;
