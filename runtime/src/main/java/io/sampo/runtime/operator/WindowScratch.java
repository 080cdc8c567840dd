package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.row.StringArena;
import io.sampo.runtime.spill.RowSpiller;
import io.sampo.runtime.spill.SpillFile;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Rows that are added one by one and, once all are there, found by number. For one thread. */
sealed interface WindowScratch extends AutoCloseable {
  /** Where the long strings of the row to add next go. */
  StringArena strings();

  /** The address for one more row; the row before is complete. */
  long add();

  /**
   * A row by its number, counted from 0; no more rows are added then. Valid until the next call.
   */
  long row(long number);

  /** Frees the rows. May be called twice. */
  @Override
  void close();

  /** Rows in memory. */
  final class Resident implements WindowScratch {
    private final RowPages pages;
    private final long[] addresses;
    private int count;

    Resident(RowLayout layout, long most, BufferAllocator allocator) {
      this.pages = new RowPages(layout.width(), allocator);
      this.addresses = new long[Math.toIntExact(most)];
    }

    @Override
    public StringArena strings() {
      return pages.strings();
    }

    @Override
    public long add() {
      long row = pages.add();
      addresses[count++] = row;
      return row;
    }

    @Override
    public long row(long number) {
      return addresses[(int) number];
    }

    @Override
    public void close() {
      pages.close();
    }
  }

  /** Rows on disk. */
  final class Spilled implements WindowScratch {
    private static final int AT_ONCE = 512;
    private final QueryContext context;
    private final SpillFile file;
    private final RowSpiller spiller;
    private final RowPages fresh;
    private @Nullable PagedRows written;

    Spilled(RowLayout layout, QueryContext context) {
      this.context = context;
      this.file = context.spill().create("window");
      this.spiller = new RowSpiller(file, layout, 1, false, context.allocator());
      this.fresh = new RowPages(layout.width(), context.allocator());
    }

    @Override
    public StringArena strings() {
      return fresh.strings();
    }

    @Override
    public long add() {
      if (fresh.count() >= AT_ONCE) {
        write();
      }
      return fresh.add();
    }

    private void write() {
      context.checkCancelled();
      for (int page = 0; page < fresh.pages(); page++) {
        for (long row = fresh.start(page); row < fresh.end(page); row += fresh.width()) {
          spiller.add(0, row);
        }
      }
      fresh.clear();
    }

    @Override
    public long row(long number) {
      if (written == null) {
        write();
        spiller.flush();
        written = new PagedRows(spiller.written().getFirst(), 2, context.allocator());
      }
      return written.row(number);
    }

    @Override
    public void close() {
      if (written != null) {
        written.close();
      }
      spiller.close();
      fresh.close();
      file.close();
    }
  }
}
