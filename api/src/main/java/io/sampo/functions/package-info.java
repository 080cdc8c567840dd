/**
 * Spark's functions as static methods that yield columns; {@link io.sampo.functions.Functions}
 * offers all of them.
 *
 * <p>Used by programs only. Every method is a call by SQL name; which functions exist, and their
 * meaning, is the engine's matter. The classes inherit from each other for one reason: a single
 * static import reaches every function while each file stays within one domain.
 */
@NullMarked
package io.sampo.functions;

import org.jspecify.annotations.NullMarked;
