package io.sampo.runtime.worker.protocol;

import io.sampo.runtime.exchange.PartitionLocation;
import java.util.Map;

/**
 * Where a task finds the parts that it reads of rows that a former query kept.
 *
 * @param rows the id of that query
 * @param parts by their numbers
 */
public record KeptInput(String rows, Map<Integer, PartitionLocation> parts) {
  public KeptInput {
    parts = Map.copyOf(parts);
  }
}
