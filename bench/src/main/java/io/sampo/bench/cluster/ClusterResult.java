package io.sampo.bench.cluster;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a run found out.
 *
 * @param embeddedMemory the most resident bytes of the one process
 * @param clusterMemory those of all processes of the cluster together
 */
public record ClusterResult(
    List<ClusterMeasurement> measurements, long embeddedMemory, long clusterMemory) {
  public ClusterResult {
    measurements = List.copyOf(measurements);
  }

  /** Whether every answer was right. */
  public boolean right() {
    return measurements.stream().allMatch(ClusterMeasurement::right);
  }

  /** The sum over all questions. */
  public double sum(ToDoubleFunction<ClusterMeasurement> figure) {
    return measurements.stream().mapToDouble(figure).sum();
  }
}
