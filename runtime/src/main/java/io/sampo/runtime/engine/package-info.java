/**
 * The engine behind the public API: parses, analyzes, optimizes, plans and runs. The one place that
 * wires the front half of the road to the back half.
 */
@NullMarked
package io.sampo.runtime.engine;

import org.jspecify.annotations.NullMarked;
