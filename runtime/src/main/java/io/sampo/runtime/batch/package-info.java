/**
 * Rows in columns on their way out of operators: results, blocks of spill files and of the
 * exchange, cached data; and single values between memory and Java objects.
 *
 * <p>A batch owns its buffers: who takes it over closes it.
 */
@NullMarked
package io.sampo.runtime.batch;

import org.jspecify.annotations.NullMarked;
