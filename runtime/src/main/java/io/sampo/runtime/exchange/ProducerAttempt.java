package io.sampo.runtime.exchange;

/**
 * One attempt of one task that writes into an exchange.
 *
 * @param query the query's id, unique among all queries that a worker ever sees
 * @param exchange the exchange's number within the query
 * @param producer the writing task's partition
 * @param attempt counts the attempts at that partition from 0; a speculative copy is an attempt
 */
public record ProducerAttempt(String query, int exchange, int producer, int attempt) {
  /** What it writes for a consumer. */
  public PartitionAddress forConsumer(int consumer) {
    return new PartitionAddress(this, consumer);
  }

  @Override
  public String toString() {
    return query + "/exchange " + exchange + "/producer " + producer + "/attempt " + attempt;
  }
}
