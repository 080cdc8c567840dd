/**
 * From parse tree to spec.
 *
 * <p>Used by {@code io.sampo.sql} only, through {@link io.sampo.sql.lowering.Lowering}. One class
 * for each family of rules; they call each other through {@code Lowering}, since queries hold
 * expressions and expressions hold queries. Nothing is resolved and no node is typed; literals,
 * types, intervals and what else the text alone decides are checked here, with their place.
 */
@NullMarked
package io.sampo.sql.lowering;

import org.jspecify.annotations.NullMarked;
