/**
 * Memory off the heap: one allocator for the process, below it one for each query. Freed buffers
 * are kept for reuse, since touching fresh memory is slow.
 */
@NullMarked
package io.sampo.runtime.memory;

import org.jspecify.annotations.NullMarked;
