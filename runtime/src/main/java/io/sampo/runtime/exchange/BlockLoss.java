package io.sampo.runtime.exchange;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The error BLOCK_LOST as data, so that whoever schedules can run the producer again.
 *
 * @param block the block that cannot be had; of a partition that cannot be reached the first one
 *     missing
 * @param node the id of the node that should have it
 */
public record BlockLoss(BlockAddress block, String node) {
  /** The error for users and schedulers. */
  public SampoException toException(String details, @Nullable Throwable cause) {
    ProducerAttempt producer = block.partition().producer();
    var parameters = new LinkedHashMap<String, Object>();
    parameters.put("query", producer.query());
    parameters.put("exchange", producer.exchange());
    parameters.put("producer", producer.producer());
    parameters.put("attempt", producer.attempt());
    parameters.put("consumer", block.partition().consumer());
    parameters.put("sequence", block.sequence());
    parameters.put("node", node);
    parameters.put("details", details);
    return new SampoException(ErrorCode.BLOCK_LOST, parameters, null, cause);
  }

  /** The loss that an error tells of; empty for any other error. */
  public static Optional<BlockLoss> of(SampoException error) {
    if (error.code() != ErrorCode.BLOCK_LOST) {
      return Optional.empty();
    }
    Map<String, String> values = error.parameters();
    var producer =
        new ProducerAttempt(
            values.getOrDefault("query", ""),
            number(values, "exchange"),
            number(values, "producer"),
            number(values, "attempt"));
    return Optional.of(
        new BlockLoss(
            producer.forConsumer(number(values, "consumer")).block(number(values, "sequence")),
            values.getOrDefault("node", "")));
  }

  private static int number(Map<String, String> values, String key) {
    return Integer.parseInt(values.getOrDefault(key, "0"));
  }
}
