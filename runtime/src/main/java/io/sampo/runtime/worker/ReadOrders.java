package io.sampo.runtime.worker;

import io.sampo.physical.fragment.Fragment;
import io.sampo.plan.table.SourceTable;
import io.sampo.runtime.cache.SpreadRows;
import io.sampo.runtime.serde.Serde;
import io.sampo.runtime.source.StoredTable;
import io.sampo.runtime.source.format.FileFormats;
import io.sampo.runtime.worker.protocol.SentOrder;
import io.sampo.runtime.worker.protocol.TaskOrder;
import io.sampo.runtime.worker.protocol.WorkerCommand;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads orders. A fragment is read once for all tasks of its query, and not again when a query that
 * was run a short time ago is run anew. Used by one thread.
 */
final class ReadOrders {
  /** So many bytes of orders are remembered with what they say when their queries are over. */
  private static final int MOST_RECENT_BYTES = 1 << 20;

  /** Of all queries, the one used last at the end. */
  private final Map<Bytes, Known> recent = new LinkedHashMap<>();

  private int recentBytes;

  /**
   * What some bytes say.
   *
   * @param query the one that read it last
   */
  private record Known(String query, Fragment fragment) {}

  /** Bytes by their content. */
  private record Bytes(byte[] content) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Bytes(byte[] its) && Arrays.equals(content, its);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(content);
    }
  }

  /**
   * The order that a worker was sent.
   *
   * @throws io.sampo.error.SampoException when it cannot be read
   */
  TaskOrder read(WorkerCommand.RunTask run) {
    SentOrder sent = Serde.standard().read(run.order(), SentOrder.class);
    return sent.order(run.attempt(), fragment(run.attempt().query(), sent.fragment()));
  }

  private Fragment fragment(String query, byte[] content) {
    var bytes = new Bytes(content);
    Known known = recent.get(bytes);
    Fragment fragment;
    if (known == null) {
      fragment = Serde.standard().read(content, Fragment.class);
      recentBytes += content.length;
    } else if (known.query().equals(query)) {
      fragment = known.fragment();
    } else {
      fragment = known.fragment().withTables(ReadOrders::again);
    }
    recent.remove(bytes);
    recent.put(bytes, new Known(query, fragment));
    return fragment;
  }

  /** Files may be others since: what a table knows of them is for one query. */
  private static SourceTable again(SourceTable table) {
    return table instanceof StoredTable stored && !(table instanceof SpreadRows)
        ? FileFormats.open(stored.description())
        : table;
  }

  /** A query is over, which may have needed more than is remembered. */
  void release() {
    for (var oldest = recent.entrySet().iterator(); recentBytes > MOST_RECENT_BYTES; ) {
      recentBytes -= oldest.next().getKey().content().length;
      oldest.remove();
    }
  }

  /** Another driver has come, which may never tell the end of queries that the former one began. */
  void clear() {
    recent.clear();
    recentBytes = 0;
  }
}
