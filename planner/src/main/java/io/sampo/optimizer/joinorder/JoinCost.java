package io.sampo.optimizer.joinorder;

/**
 * What a hash join costs, in units of about one streamed row. A build row costs several, since it
 * is written and found again; a probe costs more the less of the table fits the caches, and so does
 * a build row, which is put into its slot. A large table is also what memory runs short of.
 */
final class JoinCost {
  private static final double CACHED_BUILD_ROW = 3;
  private static final double BUILD_ROW = 6;
  private static final double CACHED_ROWS = 1_000_000;
  private static final double OUTPUT_ROW = 1;
  private static final double PAIR = 0.5;

  private JoinCost() {}

  /** The cost of joining, inputs left out. */
  static double hash(double probeRows, double buildRows, double outputRows) {
    return probeRows * probe(buildRows) + build(buildRows) + outputRows * OUTPUT_ROW;
  }

  /** The cost of asking a condition of every pair. */
  static double pairs(double left, double right, double outputRows) {
    return left * Math.max(1, right) * PAIR + build(right) + outputRows * OUTPUT_ROW;
  }

  /** Rows beyond those that fit the caches cost more, so that one row more or less never turns. */
  private static double build(double rows) {
    double cached = Math.min(rows, CACHED_ROWS);
    return cached * CACHED_BUILD_ROW + (rows - cached) * BUILD_ROW;
  }

  private static double probe(double buildRows) {
    if (buildRows < 60_000) {
      return 1;
    }
    return buildRows < CACHED_ROWS ? 1.5 : 2.5;
  }
}
