package io.sampo.runtime.exchange;

/**
 * What a producer reports of the blocks it wrote for one consumer.
 *
 * @param consumer the consumer partition
 * @param blocks how many blocks there are
 * @param rows the rows of all of them
 * @param bytes their bytes, uncompressed
 * @param checksum the sum of the blocks' row checksums: the same for the same rows in any order
 */
public record PartitionSummary(int consumer, int blocks, long rows, long bytes, long checksum) {}
