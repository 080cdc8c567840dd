package io.sampo.optimizer.joinorder;

/**
 * What a hash join costs, in units of about one streamed row. A build row costs several, since it
 * is written and found again; a probe costs more the less of the table fits the caches.
 */
final class JoinCost {
  private static final double BUILD_ROW = 3;
  private static final double OUTPUT_ROW = 1;
  private static final double PAIR = 0.5;

  private JoinCost() {}

  /** The cost of joining, inputs left out. */
  static double hash(double probeRows, double buildRows, double outputRows) {
    return probeRows * probe(buildRows) + buildRows * BUILD_ROW + outputRows * OUTPUT_ROW;
  }

  /** The cost of asking a condition of every pair. */
  static double pairs(double left, double right, double outputRows) {
    return left * Math.max(1, right) * PAIR + right * BUILD_ROW + outputRows * OUTPUT_ROW;
  }

  private static double probe(double buildRows) {
    if (buildRows < 60_000) {
      return 1;
    }
    return buildRows < 1_000_000 ? 1.5 : 2.5;
  }
}
