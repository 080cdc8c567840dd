package io.sampo.runtime.membership.protocol;

import io.sampo.runtime.worker.protocol.WorkerInfo;

/**
 * A worker as long as its process lives.
 *
 * @param id unique for all time
 * @param pid the number of its process
 * @param address where other members reach it, {@code host:port}
 * @param memoryLimit the most bytes of queries and blocks in memory
 * @param info what the scheduler has to know
 */
public record WorkerIdentity(
    String id, long pid, String address, long memoryLimit, WorkerInfo info) {}
