/**
 * Expressions and windows as programs write them.
 *
 * <p>A {@link io.sampo.column.Column} becomes a node of {@code io.sampo.spec} when a DataFrame
 * takes it in. It knows no session, so one column may be used with several DataFrames and by
 * several threads. Used by {@code functions} and {@code dataframe}.
 */
@NullMarked
package io.sampo.column;

import org.jspecify.annotations.NullMarked;
