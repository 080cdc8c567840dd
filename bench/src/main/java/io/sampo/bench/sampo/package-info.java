/**
 * Sampo behind the runner protocol, by its public API alone. Runs in a JVM of its own, by one
 * thread.
 */
@NullMarked
package io.sampo.bench.sampo;

import org.jspecify.annotations.NullMarked;
