package io.sampo.runtime.worker.protocol;

import io.sampo.runtime.exchange.PartitionLocation;
import java.util.List;

/**
 * Where a task finds the rows of a fragment.
 *
 * @param fragment the fragment that wrote them
 * @param partitions what each of its tasks wrote for this one, in the order of the tasks
 * @param shared whether all tasks read the same
 */
public record TaskInput(int fragment, List<PartitionLocation> partitions, boolean shared) {
  public TaskInput {
    partitions = List.copyOf(partitions);
  }
}
