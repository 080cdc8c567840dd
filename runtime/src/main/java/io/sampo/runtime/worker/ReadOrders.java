package io.sampo.runtime.worker;

import io.sampo.physical.fragment.Fragment;
import io.sampo.runtime.serde.Serde;
import io.sampo.runtime.worker.protocol.SentOrder;
import io.sampo.runtime.worker.protocol.TaskOrder;
import io.sampo.runtime.worker.protocol.WorkerCommand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads orders; the fragment that tasks of a query have in common is read once. Used by one thread.
 */
final class ReadOrders {
  private final Map<String, List<Known>> fragments = new HashMap<>();

  private record Known(byte[] bytes, Fragment fragment) {}

  /**
   * The order that a worker was sent.
   *
   * @throws io.sampo.error.SampoException when it cannot be read
   */
  TaskOrder read(WorkerCommand.RunTask run) {
    SentOrder sent = Serde.standard().read(run.order(), SentOrder.class);
    return sent.order(run.attempt(), fragment(run.attempt().query(), sent.fragment()));
  }

  private Fragment fragment(String query, byte[] bytes) {
    List<Known> known = fragments.computeIfAbsent(query, any -> new ArrayList<>());
    for (Known one : known) {
      if (Arrays.equals(one.bytes(), bytes)) {
        return one.fragment();
      }
    }
    Fragment fragment = Serde.standard().read(bytes, Fragment.class);
    known.add(new Known(bytes, fragment));
    return fragment;
  }

  /** The query is over. */
  void release(String query) {
    fragments.remove(query);
  }

  /** Another driver has come, which may never tell the end of queries that the former one began. */
  void clear() {
    fragments.clear();
  }
}
