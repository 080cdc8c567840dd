package io.sampo.physical;

/**
 * Bounds of a column's values, both attained or not: of integers, or of the unscaled values of
 * decimals.
 *
 * @param low no value is below
 * @param high no value is above
 */
public record ValueRange(long low, long high) {
  public boolean contains(long value) {
    return value >= low && value <= high;
  }
}
