package io.sampo.optimizer.statistics;

/**
 * What is believed of the values of a column at some point of a plan.
 *
 * @param distinct the number of distinct values here
 * @param domain the number of distinct values in the table it stems from, before any filter
 * @param baseRows the number of rows of that table
 * @param nullFraction the share of nulls
 * @param table tells tables apart: columns with the same number stem from one table; 0 for computed
 *     columns
 * @param low a lower bound as a number (days, microseconds, ...), NaN when unknown
 * @param high an upper bound, likewise
 */
public record ColumnEstimate(
    double distinct,
    double domain,
    double baseRows,
    double nullFraction,
    long table,
    double low,
    double high) {
  /** A table of so few rows is likely to list things, each once. */
  private static final double FEW = 50;

  /** Nothing known but the number of rows: as many values as a fair share of the rows. */
  public static ColumnEstimate unknown(double rows) {
    double distinct = Math.max(1, values(rows));
    return new ColumnEstimate(distinct, distinct, rows, 0, 0, Double.NaN, Double.NaN);
  }

  /** How many values a column of a table of so many rows has when nothing else is known. */
  static double values(double rows) {
    return Math.max(rows / 10, Math.min(rows, FEW));
  }

  public boolean bounded() {
    return !Double.isNaN(low) && !Double.isNaN(high);
  }

  /** The column among so many rows chosen regardless of it. */
  public ColumnEstimate cappedTo(double rows) {
    double cap = Math.max(1, rows);
    return distinct <= cap
        ? this
        : new ColumnEstimate(cap, domain, baseRows, nullFraction, table, low, high);
  }

  /** The column with values outside of the bounds gone. */
  public ColumnEstimate within(double newLow, double newHigh) {
    double share =
        bounded() && high > low ? Math.clamp((newHigh - newLow) / (high - low), 0, 1) : 1;
    return new ColumnEstimate(
        Math.max(1, distinct * share), domain, baseRows, 0, table, newLow, newHigh);
  }

  /** The column with so many distinct values left. */
  public ColumnEstimate withDistinct(double values) {
    return new ColumnEstimate(
        Math.max(1, Math.min(values, distinct)), domain, baseRows, 0, table, low, high);
  }
}
