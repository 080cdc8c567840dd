package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.runtime.memory.OperatorMemory;
import io.sampo.runtime.spill.RowSpiller;
import io.sampo.runtime.spill.SpilledRows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the order they were added, of which those added first may be on disk, dealt out to
 * partitions there. Spills when it is told to and, since a batch may make any number of rows, also
 * before a page for which there is no memory. Used by one thread at a time.
 */
final class SpillingRows implements AutoCloseable {
  private final Dealing dealing;
  private final RowLayout layout;
  private final QueryContext context;
  private final OperatorMemory memory;
  private final RowPages pages;
  private @Nullable RowSpiller spiller;

  /**
   * Where rows go on disk.
   *
   * @param name what the rows are for: part of a file's name
   * @param partitions how many partitions there are
   * @param partition which one a row belongs to
   * @param hashed whether the rows' hashes mean something
   */
  record Dealing(String name, int partitions, Partitioner partition, boolean hashed) {
    /** All rows in one partition. */
    static Dealing none(String name) {
      return new Dealing(name, 1, row -> 0, false);
    }
  }

  /** Yields the partition of a row. */
  @FunctionalInterface
  interface Partitioner {
    int of(long row);
  }

  SpillingRows(Dealing dealing, RowLayout layout, QueryContext context, OperatorMemory memory) {
    this.dealing = dealing;
    this.layout = layout;
    this.context = context;
    this.memory = memory;
    this.pages = new RowPages(layout.width(), memory.allocator());
    pages.guard(this::beforePage);
  }

  private void beforePage(long bytes) {
    if (!memory.tryReserve(bytes) && memory.used() >= memory.worthSpilling()) {
      spill();
    }
  }

  /** The rows in memory. */
  RowPages pages() {
    return pages;
  }

  /** All rows. */
  long count() {
    return pages.count() + spilled().stream().mapToLong(SpilledRows::count).sum();
  }

  /** Puts the rows in memory behind those on disk. */
  void spill() {
    if (pages.count() == 0) {
      return;
    }
    if (spiller == null) {
      spiller =
          new RowSpiller(
              context.spill().create(dealing.name()),
              layout,
              dealing.partitions(),
              dealing.hashed(),
              context.allocator());
    }
    for (int page = 0; page < pages.pages(); page++) {
      context.checkCancelled();
      for (long row = pages.start(page); row < pages.end(page); row += pages.width()) {
        spiller.add(dealing.partition().of(row), row);
      }
    }
    spiller.flush();
    pages.clear();
  }

  boolean hasSpilled() {
    return spiller != null;
  }

  /** The rows on disk, by partition; empty when there are none. */
  List<SpilledRows> spilled() {
    return spiller == null ? List.of() : spiller.written();
  }

  @Override
  public void close() {
    pages.close();
    if (spiller != null) {
      spiller.close();
    }
  }
}
