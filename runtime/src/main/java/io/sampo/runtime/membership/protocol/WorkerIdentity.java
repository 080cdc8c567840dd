package io.sampo.runtime.membership.protocol;

/**
 * A worker as long as its process lives.
 *
 * @param id unique for all time
 * @param pid the number of its process
 * @param address where other members reach it, {@code host:port}
 * @param cores tasks that run at the same time
 * @param memoryLimit the most bytes of queries and blocks in memory
 */
public record WorkerIdentity(String id, long pid, String address, int cores, long memoryLimit) {}
