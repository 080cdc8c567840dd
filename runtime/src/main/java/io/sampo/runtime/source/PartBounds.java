package io.sampo.runtime.source;

/**
 * The bounds of a column's values in a part of a file.
 *
 * @param path the file
 * @param start where the part starts, in the unit of {@link ScanSplit#start}
 * @param min no value is less, in the form it is stored in
 * @param max no value is more
 */
public record PartBounds(String path, long start, long min, long max) {}
