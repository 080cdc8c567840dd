package io.sampo.runtime.cache;

import io.sampo.config.StorageLevel;
import io.sampo.physical.Source;
import io.sampo.plan.table.TableStatistics;
import io.sampo.runtime.source.StoredTable;
import io.sampo.types.StructType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A relation whose rows are kept: computed by the first query that needs them, and again when they
 * were lost. As a table it stands for the relation in plans that are only looked at; queries read
 * {@link KeptScan}. Safe for use by many threads.
 */
public final class KeptTable implements StoredTable, AutoCloseable {
  private static final TableStatistics UNKNOWN =
      new TableStatistics(OptionalLong.empty(), false, 0, Map.of());

  private final String label;
  private final StructType schema;
  private final StorageLevel level;
  private final Filler filler;
  private final Waiting waiting;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable KeptRows rows;
  private boolean tooLarge;
  private boolean closed;

  /** Computes the rows. */
  @FunctionalInterface
  public interface Filler {
    /**
     * Computes the relation, complete. What it yields belongs to the caller.
     *
     * @return the rows, or empty when the level has no room for them
     */
    Optional<KeptRows> fill(KeptTable table);
  }

  /** How a query waits while another one computes the rows. */
  @FunctionalInterface
  public interface Waiting {
    /**
     * Takes the lock.
     *
     * @throws io.sampo.error.SampoException when the query is cancelled; the lock is not taken then
     */
    void take(Lock lock);
  }

  /**
   * @param label what it is called in plans, may be empty
   * @param schema columns with names of their own
   */
  public KeptTable(
      String label, StructType schema, StorageLevel level, Filler filler, Waiting waiting) {
    this.label = label;
    this.schema = schema;
    this.level = level;
    this.filler = filler;
    this.waiting = waiting;
  }

  /** What it is called in plans and errors; may be empty. */
  public String label() {
    return label;
  }

  public StorageLevel level() {
    return level;
  }

  /**
   * The rows for one query, computed now when they are not there. The caller releases them. What is
   * cancelled neither computes them nor waits until another one has.
   *
   * @return empty when they cannot be kept, so that the query has to compute them for itself
   */
  public Optional<KeptRows> use() {
    waiting.take(lock);
    try {
      KeptRows known = rows;
      if (known != null && known.isIntact() && known.retain()) {
        return Optional.of(known);
      }
      if (closed || tooLarge) {
        return Optional.empty();
      }
      forget();
      Optional<KeptRows> filled = filler.fill(this);
      if (filled.isEmpty()) {
        tooLarge = true;
        return filled;
      }
      rows = filled.get();
      filled.get().retain();
      return filled;
    } finally {
      lock.unlock();
    }
  }

  /** Frees the rows, so that they are computed anew when they are needed. */
  public void refresh() {
    lock.lock();
    try {
      tooLarge = false;
      forget();
    } finally {
      lock.unlock();
    }
  }

  private void forget() {
    KeptRows known = rows;
    rows = null;
    if (known != null) {
      known.release();
    }
  }

  /** Frees the rows for good; queries that read them go on. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      forget();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String name() {
    return text(rows);
  }

  /** What plans say of the table with these rows. */
  public String text(@Nullable KeptRows now) {
    String size = now == null ? "not computed yet" : now.places();
    return "InMemoryTable "
        + (label.isEmpty() ? "" : label + " ")
        + "("
        + level.description()
        + ", "
        + size
        + ")";
  }

  @Override
  public StructType schema() {
    return schema;
  }

  @Override
  public TableStatistics statistics() {
    KeptRows known = rows;
    return known == null ? UNKNOWN : known.statistics();
  }

  @Override
  public List<Piece> pieces(Source.TableScan scan, int batchSize, int partitions) {
    throw new IllegalStateException("the rows of " + name() + " were not asked for");
  }

  @Override
  public String toString() {
    return name();
  }
}
