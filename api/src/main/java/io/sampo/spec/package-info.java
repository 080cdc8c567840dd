/**
 * The unresolved tree that every front end builds: SQL text, DataFrame calls and the Connect
 * protocol all become this.
 *
 * <p>Names are not looked up and nothing has a type yet. All nodes are immutable records compared
 * by value; where a node came from ({@link io.sampo.error.Origin}) takes no part in equality.
 * Arithmetic, comparison and boolean operators are {@link io.sampo.spec.Expression.Call}s named as
 * SQL writes them.
 */
@NullMarked
package io.sampo.spec;

import org.jspecify.annotations.NullMarked;
