/**
 * The actor of one query: starts stages when their inputs are done, stops all of them when one
 * fails or the user cancels, and closes the work when nothing of it runs any more. Used by the
 * driver's actor alone. {@link io.sampo.runtime.query.DirectQuery} does the same without an actor.
 */
@NullMarked
package io.sampo.runtime.query;

import org.jspecify.annotations.NullMarked;
