/**
 * Memory off the heap: one limit for the process, and below it a tree of queries and operators.
 * {@link io.sampo.runtime.memory.MemoryBudget} is the process's, {@link
 * io.sampo.runtime.memory.QueryMemory} a query's and {@link io.sampo.runtime.memory.OperatorMemory}
 * that of an operator of a task. Every buffer is charged before it is allocated; who gets memory
 * and who spills decides the arbiter, which is plain Java and knows nothing of buffers. Freed
 * buffers are kept for reuse while there is room, since touching fresh memory is slow.
 */
@NullMarked
package io.sampo.runtime.memory;

import org.jspecify.annotations.NullMarked;
