package io.sampo.runtime.cluster;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.physical.fragment.Fragment;
import io.sampo.runtime.serde.Serde;
import io.sampo.runtime.worker.protocol.SentOrder;
import io.sampo.runtime.worker.protocol.TaskOrder;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Makes the bytes of orders where the driver can still tell the query that this does not work. A
 * fragment is written once for all its tasks. Used by one thread.
 */
final class OrderBytes {
  private final long most;
  private final Map<String, Map<Fragment, byte[]>> fragments = new HashMap<>();

  /**
   * @param most how many bytes an order may have
   */
  OrderBytes(long most) {
    this.most = most;
  }

  /**
   * The bytes of an order.
   *
   * @throws SampoException when something in it cannot be written, or it is too large
   */
  byte[] of(TaskOrder order) {
    byte[] fragment =
        fragments
            .computeIfAbsent(order.attempt().query(), any -> new IdentityHashMap<>())
            .computeIfAbsent(order.fragment(), Serde.standard()::write);
    byte[] bytes = SentOrder.bytes(order, fragment);
    if (bytes.length > most) {
      throw new SampoException(
          ErrorCode.ORDER_TOO_LARGE,
          Map.of("fragment", order.fragment().id(), "bytes", bytes.length, "limit", most));
    }
    return bytes;
  }

  /** The query is over. */
  void release(String query) {
    fragments.remove(query);
  }
}
