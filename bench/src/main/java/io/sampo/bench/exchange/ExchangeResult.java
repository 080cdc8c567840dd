package io.sampo.bench.exchange;

import io.sampo.bench.statistics.Statistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one way of reading brought.
 *
 * @param setup the two processes
 * @param decoded whether blocks were made into batches, too
 * @param bytes of blocks in each run, uncompressed
 * @param wire bytes of blocks in each run as they were sent
 * @param seconds of each run
 * @param senderCpu processor seconds of each run
 * @param receiverCpu processor seconds of each run
 * @param senderMemory most resident bytes
 * @param receiverMemory most resident bytes
 */
public record ExchangeResult(
    ExchangeSetup setup,
    boolean decoded,
    long bytes,
    long wire,
    List<Double> seconds,
    List<Double> senderCpu,
    List<Double> receiverCpu,
    long senderMemory,
    long receiverMemory) {
  private static final double GIGA = 1e9;

  public ExchangeResult {
    seconds = List.copyOf(seconds);
    senderCpu = List.copyOf(senderCpu);
    receiverCpu = List.copyOf(receiverCpu);
  }

  /** Gigabytes of Arrow data a second, the median. */
  public double rate() {
    return bytes / GIGA / Statistics.median(seconds);
  }

  /** Everything, for a file. */
  public Map<String, @Nullable Object> describe() {
    var fields = new LinkedHashMap<String, @Nullable Object>(setup.describe());
    fields.put("decoded", decoded);
    fields.put("bytes", bytes);
    fields.put("wire_bytes", wire);
    fields.put("gb_per_second", rate());
    fields.put("seconds", seconds);
    fields.put("sender_cpu_seconds", senderCpu);
    fields.put("receiver_cpu_seconds", receiverCpu);
    fields.put("sender_peak_bytes", senderMemory);
    fields.put("receiver_peak_bytes", receiverMemory);
    return fields;
  }
}
