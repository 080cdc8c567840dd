package io.sampo.runtime.membership.protocol;

/**
 * What a worker does at one moment.
 *
 * @param memoryUsed bytes of queries and of blocks in memory
 * @param blocks those that are kept for consumers
 * @param blockBytes their bytes, in memory and on disk
 */
public record WorkerFigures(long memoryUsed, int blocks, long blockBytes) {
  /** Of a worker that has just started. */
  public static final WorkerFigures NONE = new WorkerFigures(0, 0, 0);
}
