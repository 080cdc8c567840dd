package io.sampo.runtime.source;

/**
 * Whole numbers in a row.
 *
 * @param from the least one
 * @param to the greatest one
 */
public record ValueSpan(long from, long to) {
  public boolean contains(long value) {
    return value >= from && value <= to;
  }
}
