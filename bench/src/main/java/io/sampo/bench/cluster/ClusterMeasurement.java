package io.sampo.bench.cluster;

import io.sampo.bench.statistics.Statistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One question's runs.
 *
 * @param embedded milliseconds of each run in one process
 * @param cluster milliseconds of each run on the cluster
 * @param embeddedCpu milliseconds of processor time of each run in one process
 * @param clusterCpu those of all processes of the cluster and the client's
 * @param fault what was wrong; empty when both gave the right answer
 */
public record ClusterMeasurement(
    String question,
    List<Double> embedded,
    List<Double> cluster,
    List<Double> embeddedCpu,
    List<Double> clusterCpu,
    String fault) {
  public ClusterMeasurement {
    embedded = List.copyOf(embedded);
    cluster = List.copyOf(cluster);
    embeddedCpu = List.copyOf(embeddedCpu);
    clusterCpu = List.copyOf(clusterCpu);
  }

  /** Whether both gave the right answer. */
  public boolean right() {
    return fault.isEmpty();
  }

  /** The median in one process; NaN without an answer. */
  public double embeddedMedian() {
    return median(embedded);
  }

  /** The median on the cluster; NaN without an answer. */
  public double clusterMedian() {
    return median(cluster);
  }

  /** The median of the processor time in one process. */
  public double embeddedCpuMedian() {
    return median(embeddedCpu);
  }

  /** The median of the processor time on the cluster. */
  public double clusterCpuMedian() {
    return median(clusterCpu);
  }

  private static double median(List<Double> values) {
    return values.isEmpty() ? Double.NaN : Statistics.median(values);
  }

  /** Everything, for a file. */
  public Map<String, @Nullable Object> describe() {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("question", question);
    fields.put("embedded_ms", embedded);
    fields.put("cluster_ms", cluster);
    fields.put("embedded_cpu_ms", embeddedCpu);
    fields.put("cluster_cpu_ms", clusterCpu);
    fields.put("answer", right() ? "right" : fault);
    return fields;
  }
}
