/**
 * The seam between the public API and an engine: spec in, results out. The API finds its engine by
 * {@link java.util.ServiceLoader}; user code has no reason to call this package.
 */
@NullMarked
package io.sampo.engine;

import org.jspecify.annotations.NullMarked;
