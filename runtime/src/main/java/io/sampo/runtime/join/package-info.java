/**
 * Joins whose hash table does not fit into memory, as data: where a flow is cut at a probe, how
 * hashes are dealt to partitions, and in which passes a partition that cannot be split is probed
 * block by block. Knows nothing of tasks; the operators run what is planned here.
 */
@NullMarked
package io.sampo.runtime.join;

import org.jspecify.annotations.NullMarked;
