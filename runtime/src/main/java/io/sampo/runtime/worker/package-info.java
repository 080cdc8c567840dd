/**
 * A worker: runs tasks of fragments in slots, keeps what they wrote, and reads what others wrote.
 * {@link io.sampo.runtime.worker.WorkerNode} is everything one process needs for it; it is told
 * what to do by messages of {@code protocol} and knows nothing of membership.
 */
@NullMarked
package io.sampo.runtime.worker;

import org.jspecify.annotations.NullMarked;
