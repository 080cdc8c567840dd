package io.sampo.cluster.coordinator;

import io.sampo.runtime.membership.protocol.CoordinatorMessage;
import io.sampo.runtime.membership.protocol.WorkerFigures;
import io.sampo.runtime.membership.protocol.WorkerIdentity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who is there. A worker is there from its first report until it is silent, leaves or is put out;
 * one that was lost never comes back under the same id, whatever it still sends. Used by one
 * thread.
 */
final class CoordinatorState {
  /** A worker and what it said last. */
  record Known(WorkerIdentity identity, WorkerFigures figures) {}

  private final Map<String, Known> workers = new TreeMap<>();

  /** The ids of workers that are gone, by which late reports are known. */
  private final Map<String, String> gone = new TreeMap<>();

  List<Known> workers() {
    return List.copyOf(workers.values());
  }

  List<CoordinatorAction> reported(CoordinatorMessage.Report report) {
    WorkerIdentity worker = report.worker();
    if (gone.containsKey(worker.id())) {
      return List.of(new CoordinatorAction.Down(worker.address()));
    }
    Known before = workers.put(worker.id(), new Known(worker, report.figures()));
    return before == null ? List.of(new CoordinatorAction.TellJoined(worker)) : List.of();
  }

  /**
   * A member has been silent for too long.
   *
   * @param decides whether it is for this driver alone to put members out
   */
  List<CoordinatorAction> unreachable(String address, boolean decides) {
    var actions = new ArrayList<>(lost(address, "it does not answer"));
    // Also one that died before its first report: it would count as a side of the cluster.
    if (decides) {
      actions.add(new CoordinatorAction.Down(address));
    }
    return actions;
  }

  /**
   * A member has been silent for some time more. While all drivers are on this side no other side
   * can have one, so the member is put out. Otherwise only the split-brain resolver knows which
   * side stays.
   *
   * @param silent all members that do not answer now
   * @param drivers the others that there are
   */
  List<CoordinatorAction> stillUnreachable(
      String address, Set<String> silent, Set<String> drivers) {
    return silent.contains(address) && Collections.disjoint(silent, drivers)
        ? List.of(new CoordinatorAction.Down(address))
        : List.of();
  }

  /** A member is out of the cluster. */
  List<CoordinatorAction> removed(String address) {
    return lost(address, "it left the cluster");
  }

  /** A worker's process has ended. */
  List<CoordinatorAction> ended(String id) {
    Known worker = workers.get(id);
    return worker == null
        ? List.of()
        : List.of(
            lost(worker, "its process ended"),
            new CoordinatorAction.Down(worker.identity().address()));
  }

  /** A worker says that it will leave. */
  List<CoordinatorAction> leaving(String id) {
    return workers.containsKey(id) ? List.of(new CoordinatorAction.TellLeaving(id)) : List.of();
  }

  private List<CoordinatorAction> lost(String address, String reason) {
    var actions = new ArrayList<CoordinatorAction>();
    for (Known worker : workers()) {
      if (worker.identity().address().equals(address)) {
        actions.add(lost(worker, reason));
      }
    }
    return actions;
  }

  private CoordinatorAction lost(Known worker, String reason) {
    String id = worker.identity().id();
    workers.remove(id);
    gone.put(id, reason);
    return new CoordinatorAction.TellLost(id, reason);
  }
}
