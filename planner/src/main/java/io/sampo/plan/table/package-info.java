/**
 * What the planner knows of stored tables: schema and statistics. The runtime implements it; the
 * planner never opens a file.
 */
@NullMarked
package io.sampo.plan.table;

import org.jspecify.annotations.NullMarked;
