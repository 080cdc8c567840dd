/**
 * The schedules: hot (long-lived processes, interleaved) and fresh (one process per query). One
 * heavy process works at a time.
 */
@NullMarked
package io.sampo.bench.run;

import org.jspecify.annotations.NullMarked;
