/**
 * The SQL front end: text in, {@link io.sampo.spec.Statement}s out.
 *
 * <p>{@link io.sampo.sql.SqlParser} is the only entry for other packages. The text becomes tokens
 * and a parse tree in {@code sql.parser}, and the tree becomes spec in {@code sql.lowering}.
 * Nothing is looked up: no table, column or function needs to exist. Every node of the result knows
 * its place in the text.
 */
@NullMarked
package io.sampo.sql;

import org.jspecify.annotations.NullMarked;
