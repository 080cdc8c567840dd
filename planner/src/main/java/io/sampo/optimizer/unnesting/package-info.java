/**
 * Unnesting of subqueries. First every subquery becomes a <em>dependent</em> join, whose right side
 * may use columns of its left ({@link io.sampo.optimizer.unnesting.ReplaceSubqueriesWithJoins});
 * then each dependent join becomes an ordinary one ({@link
 * io.sampo.optimizer.unnesting.EliminateDependentJoins}): by pulling the correlated conditions up
 * into the join where that is possible, and otherwise by joining the right side with the distinct
 * outer values it depends on, as in Neumann and Kemper, "Unnesting Arbitrary Queries" (BTW 2015).
 * After this package no plan contains a subquery expression or a dependent join; nothing is ever
 * run row by row.
 */
@NullMarked
package io.sampo.optimizer.unnesting;

import org.jspecify.annotations.NullMarked;
