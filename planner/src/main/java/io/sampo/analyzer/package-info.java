/**
 * From names to types: resolves the unresolved tree ({@code io.sampo.spec}) against a {@link
 * io.sampo.analyzer.Catalog} into the typed logical plan.
 *
 * <p>{@link io.sampo.analyzer.Analyzer} is the entrance. Inside, every family of relations has a
 * resolver of its own; a resolver yields the plan together with the {@code Scope} of names its rows
 * are known by. A select list with its grouping and windows is one {@code SelectBlock}, which later
 * clauses (ORDER BY, a filter behind a projection) may ask for further columns. Every reference to
 * a view, common table expression or table is resolved anew and so has column ids of its own; no id
 * ever stands for two columns of one plan. Columns of outer queries simply occur inside of
 * subqueries.
 */
@NullMarked
package io.sampo.analyzer;

import org.jspecify.annotations.NullMarked;
