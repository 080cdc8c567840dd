package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.table.JoinTable;
import io.sampo.codegen.vector.Memory;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Knows the hashes of a build side's keys, though its rows are on disk, so that rows of the probing
 * side without a partner need not go there. Safe for use by many threads.
 */
final class KeyFilter implements AutoCloseable {
  /** Of the memory one part of so many is for a filter at most. */
  private static final int SHARE = 32;

  private static final long LEAST_SLOTS = 64;
  private static final long MOST_SLOTS = 8L << 20;
  private static final long FORCED_SLOTS = 8 << 10;

  /** With more rows for each slot about every other row passes that has no partner. */
  private static final int MOST_ROWS_OF_SLOT = 8;

  private final QueryContext context;
  private final boolean wanted;
  private boolean opened;
  private @Nullable JoinTable table;

  /**
   * @param wanted whether anybody will ask
   */
  KeyFilter(QueryContext context, boolean wanted) {
    this.context = context;
    this.wanted = wanted;
  }

  /** Takes note of rows. */
  void add(RowPages rows) {
    add(rows, hash -> true);
  }

  /** Takes note of those rows whose hashes are wanted. */
  void add(RowPages rows, LongPredicate wantedHash) {
    JoinTable marks = open();
    if (marks == null) {
      return;
    }
    for (int page = 0; page < rows.pages(); page++) {
      context.checkCancelled();
      for (long row = rows.start(page); row < rows.end(page); row += rows.width()) {
        long hash = Memory.getLong(row + RowLayout.HASH);
        if (wantedHash.test(hash)) {
          marks.mark(hash);
        }
      }
    }
  }

  private synchronized @Nullable JoinTable open() {
    if (wanted && !opened) {
      opened = true;
      long slots = Math.clamp(context.memory().limit() / SHARE / 8, LEAST_SLOTS, MOST_SLOTS);
      if (context.spilling().forced()) {
        slots = Math.min(slots, FORCED_SLOTS);
      }
      slots = Long.highestOneBit(slots);
      if (context.memory().tryReserve(8 * slots)) {
        table = JoinTable.filter(slots, context.allocator());
      }
    }
    return table;
  }

  /** All rows are there: gives up what of the memory is too much for so many. */
  synchronized void complete(long rows) {
    JoinTable marks = table;
    if (marks == null) {
      return;
    }
    long slots = 1L << 64 - marks.shift;
    long enough = Math.max(LEAST_SLOTS, Long.highestOneBit(Math.max(1, rows)) * 2);
    if (rows / MOST_ROWS_OF_SLOT > slots) {
      close();
    } else if (enough < slots) {
      table = marks.folded(enough, context.allocator());
      marks.close();
    }
  }

  /** What look-ups can be sifted by; empty when nothing is known. */
  synchronized Optional<JoinTable> table() {
    return Optional.ofNullable(table);
  }

  /** Frees the memory. May be called twice. */
  @Override
  public synchronized void close() {
    if (table != null) {
      table.close();
      table = null;
    }
  }
}
