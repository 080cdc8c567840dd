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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which rows that former queries keep tasks are to read, and where those are. Used by one thread.
 */
final class KeptReads {
  private final Map<String, KeptState> kept;

  /** The queries that read some, with what is dealt to tasks: for all tasks at once. */
  private final Map<String, Map<Dealt, List<List<SpreadRows.Range>>>> readers = new HashMap<>();

  /** Rows that so many tasks of a fragment read in a stage. */
  private record Dealt(int fragment, int stage, String rows, int tasks) {}

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
      readers.put(order.id(), new HashMap<>());
    }
  }

  void ended(String query) {
    readers.remove(query);
  }

  /** What a task reads. */
  Found of(QueryState query, TaskKey key) {
    Map<Dealt, List<List<SpreadRows.Range>>> dealt = readers.get(query.order().id());
    if (dealt == null) {
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
          List<List<SpreadRows.Range>> shares =
              dealt.computeIfAbsent(
                  new Dealt(fragment.id(), stage.id(), rows.id(), fragment.tasks()),
                  _ -> shares(rows, fragment, stage.id()));
          for (SpreadRows.Range range : shares.get(shares.size() == 1 ? 0 : key.task())) {
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

  /** What each task reads; one share when all read the same. */
  private static List<List<SpreadRows.Range>> shares(
      SpreadRows rows, Fragment fragment, int stage) {
    return rows.shares(fragment.whole().contains(stage) ? 1 : fragment.tasks());
  }

  private static long bytes(SpreadRows rows, SpreadRows.Range range) {
    SpreadRows.Part part = rows.parts().get(range.part());
    return 1 + part.bytes() * (range.to() - range.from()) / Math.max(1, part.blocks());
  }
}
