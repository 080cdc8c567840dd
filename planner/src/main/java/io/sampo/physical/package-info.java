/**
 * The physical plan: stages of flows. A stage ends where its rows must all be there before anything
 * can go on (a hash table's build, an aggregation, a sort, the result); a flow is a source and the
 * steps its rows go through without stopping.
 */
@NullMarked
package io.sampo.physical;

import org.jspecify.annotations.NullMarked;
