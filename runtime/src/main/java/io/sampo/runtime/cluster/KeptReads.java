package io.sampo.runtime.cluster;

import io.sampo.error.SampoException;
import io.sampo.physical.Stage;
import io.sampo.physical.fragment.Fragment;
import io.sampo.plan.table.SourceTable;
import io.sampo.runtime.cache.SpreadRows;
import io.sampo.runtime.exchange.PartitionLocation;
import io.sampo.runtime.worker.protocol.KeptInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Which rows that former queries keep tasks are to read, and where those are. Used by one thread.
 */
final class KeptReads {
  private final Map<String, KeptState> kept;
  private final Set<String> readers = new HashSet<>();

  KeptReads(Map<String, KeptState> kept) {
    this.kept = kept;
  }

  /** What is found of the rows for one task. */
  sealed interface Found {
    /**
     * All of them can be read.
     *
     * @param bytes by worker
     */
    record Here(List<KeptInput> inputs, Map<String, Long> bytes) implements Found {
      static final Here NOTHING = new Here(List.of(), Map.of());
    }

    /** Some are to be made again first, as they will be. */
    record Later() implements Found {}

    /** They are not kept any more. */
    record Gone(SampoException error) implements Found {}
  }

  /** Whether a query reads kept rows. */
  static boolean isReader(QueryOrder order) {
    return order.graph().fragments().stream()
        .flatMap(fragment -> fragment.stages().stages().stream())
        .flatMap(stage -> stage.tables().stream())
        .anyMatch(SpreadRows.class::isInstance);
  }

  void started(QueryOrder order) {
    if (isReader(order)) {
      readers.add(order.id());
    }
  }

  void ended(String query) {
    readers.remove(query);
  }

  /** What a task reads. */
  Found of(QueryState query, TaskKey key) {
    if (!readers.contains(query.order().id())) {
      return Found.Here.NOTHING;
    }
    Fragment fragment = query.shares().fragment(key.fragment());
    var inputs = new ArrayList<KeptInput>();
    var bytes = new HashMap<String, Long>();
    boolean all = true;
    for (Stage stage : fragment.stages().stages()) {
      for (SourceTable table : stage.tables()) {
        if (table instanceof SpreadRows rows) {
          KeptState state = kept.get(rows.id());
          if (state == null) {
            return new Found.Gone(KeptState.lost("they were given up"));
          }
          var parts = new TreeMap<Integer, PartitionLocation>();
          for (SpreadRows.Range range : ranges(rows, fragment, stage.id(), key.task())) {
            Optional<PartitionLocation> place = state.place(range.part());
            all &= place.isPresent();
            place.ifPresent(at -> {
              parts.put(range.part(), at);
              bytes.merge(at.node().id(), bytes(rows, range), Long::sum);
            });
          }
          inputs.add(new KeptInput(rows.id(), parts));
        }
      }
    }
    return all ? new Found.Here(inputs, bytes) : new Found.Later();
  }

  private static List<SpreadRows.Range> ranges(
      SpreadRows rows, Fragment fragment, int stage, int task) {
    if (!fragment.whole().contains(stage)) {
      return rows.shares(fragment.tasks()).get(task);
    }
    return IntStream.range(0, rows.parts().size())
        .mapToObj(part -> new SpreadRows.Range(part, 0, rows.parts().get(part).blocks()))
        .toList();
  }

  private static long bytes(SpreadRows rows, SpreadRows.Range range) {
    SpreadRows.Part part = rows.parts().get(range.part());
    return 1 + part.bytes() * (range.to() - range.from()) / Math.max(1, part.blocks());
  }
}
