package io.sampo.runtime.source;

/**
 * A part of a file that one task reads.
 *
 * @param path the file
 * @param start the first byte, or for Parquet the first row group's index
 * @param end behind the last byte, or behind the last row group
 * @param bytes the bytes to read, for balancing
 * @param rows the number of rows, or -1 when unknown
 */
public record ScanSplit(String path, long start, long end, long bytes, long rows) {}
