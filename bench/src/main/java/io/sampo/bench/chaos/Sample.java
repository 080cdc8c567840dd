package io.sampo.bench.chaos;

import java.time.Duration;

/**
 * What the processes hold at a moment at which no query runs.
 *
 * @param at since the start
 * @param queries asked so far
 * @param driver the driver's process
 * @param client this process
 * @param workersResident resident bytes of all workers together
 * @param blocks kept by workers, though no query runs
 * @param files in the folders for what is spilled
 * @param fileBytes their bytes
 */
public record Sample(
    Duration at,
    int queries,
    ProcessFigures driver,
    ProcessFigures client,
    long workersResident,
    long blocks,
    long files,
    long fileBytes) {}
