package io.sampo.runtime.cluster;

import io.sampo.runtime.cache.RowFigures;
import io.sampo.runtime.exchange.PartitionSummary;
import io.sampo.runtime.worker.protocol.TaskFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of one task. Used by one thread. */
final class TaskState {
  /** An attempt on its way. */
  record Running(String worker, long since, Map<TaskKey, Integer> read) {}

  /** What an attempt that ended well left. */
  record Done(
      int attempt,
      String worker,
      List<PartitionSummary> partitions,
      TaskFigures figures,
      Map<TaskKey, Integer> read,
      Optional<RowFigures> kept) {
    /** Whether it left the same rows as another attempt. */
    boolean yields(List<PartitionSummary> other) {
      for (int i = 0; i < partitions.size(); i++) {
        if (partitions.get(i).rows() != other.get(i).rows()
            || partitions.get(i).checksum() != other.get(i).checksum()) {
          return false;
        }
      }
      return partitions.size() == other.size();
    }
  }

  /**
   * A failure, and where and when it happened.
   *
   * @param at in nanoseconds of the monotonic clock
   */
  record Failure(Throwable error, String worker, String input, long at) {}

  final Map<Integer, Running> running = new TreeMap<>();
  final List<Failure> failures = new ArrayList<>();
  @Nullable Done done;
  @Nullable Done lost;
  boolean delivered;
  int attempts;
  int losses;

  /** The number of the next attempt. */
  int next() {
    return attempts++;
  }
}
