/**
 * Queries of the TPC-H benchmark written with the DataFrame API: joins, groups, sorts and
 * conditions as a program would write them. Each reads tables only when its rows are asked for.
 */
@NullMarked
package io.sampo.examples.tpch;

import org.jspecify.annotations.NullMarked;
