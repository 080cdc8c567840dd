package io.sampo.runtime.engine;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.plan.table.TableStatistics;
import io.sampo.runtime.cache.KeptRows;
import io.sampo.runtime.cache.KeptTable;
import io.sampo.runtime.cache.RowFigures;
import io.sampo.runtime.cache.SpreadRows;
import io.sampo.runtime.cluster.ClusterActor;
import io.sampo.runtime.cluster.QueryListener;
import io.sampo.runtime.exchange.PartitionLocation;
import io.sampo.runtime.source.StoredTable;
import io.sampo.types.StructType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a kept table as blocks of workers, written by a query that stays for as long as
 * anybody holds them. Safe for use by many threads.
 */
final class WorkerRows implements KeptRows, QueryListener {
  private final String query;
  private final StructType schema;
  private final ActorRef<ClusterActor.Command> driver;
  private final Runnable whenFree;
  private final CompletableFuture<SpreadRows> rows = new CompletableFuture<>();
  private final AtomicInteger holders = new AtomicInteger(1);
  private volatile boolean lost;

  /**
   * @param query the id of the query that writes the rows
   * @param schema columns with names of their own
   * @param whenFree called once when nobody holds the rows any more
   */
  WorkerRows(
      String query, StructType schema, ActorRef<ClusterActor.Command> driver, Runnable whenFree) {
    this.query = query;
    this.schema = schema;
    this.driver = driver;
    this.whenFree = whenFree;
  }

  @Override
  public void delivered(int part, PartitionLocation location, boolean last) {}

  @Override
  public void kept(List<SpreadRows.Part> parts, RowFigures figures) {
    rows.complete(new SpreadRows(query, "", schema, figures, parts));
  }

  @Override
  public void finished(@Nullable SampoException error) {
    lost = true;
    rows.completeExceptionally(
        error == null ? new SampoException(ErrorCode.OPERATION_CANCELED, Map.of()) : error);
  }

  /** Who waits for the rows waits no longer. */
  void cancel() {
    rows.completeExceptionally(new SampoException(ErrorCode.OPERATION_CANCELED, Map.of()));
  }

  /**
   * Waits until all rows are there.
   *
   * @throws SampoException as the query that writes them failed, or was cancelled
   */
  void await() {
    try {
      rows.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SampoException(ErrorCode.OPERATION_CANCELED, Map.of(), null, e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SampoException known
          ? known
          : SampoException.internal(String.valueOf(e.getCause()), e);
    }
  }

  private SpreadRows there() {
    return rows.join();
  }

  @Override
  public boolean retain() {
    return holders.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
  }

  @Override
  public void release() {
    if (holders.getAndUpdate(count -> Math.max(0, count - 1)) == 1) {
      driver.tell(new ClusterActor.Cancel(query));
      whenFree.run();
    }
  }

  @Override
  public boolean isIntact() {
    return !lost;
  }

  @Override
  public TableStatistics statistics() {
    return there().statistics();
  }

  @Override
  public String places() {
    SpreadRows all = there();
    return String.format(
        Locale.ROOT, "%,d bytes in %,d parts on workers", all.bytes(), all.parts().size());
  }

  @Override
  public StoredTable scan(KeptTable table) {
    SpreadRows all = there();
    return new SpreadRows(query, table.text(this), schema, all.figures(), all.parts());
  }
}
