/**
 * Typed, resolved expressions. Columns are known by ids that are unique in a query, never by name
 * or position.
 */
@NullMarked
package io.sampo.plan.expression;

import org.jspecify.annotations.NullMarked;
