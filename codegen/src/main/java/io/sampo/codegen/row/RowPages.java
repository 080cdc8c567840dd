package io.sampo.codegen.row;

import io.sampo.codegen.vector.Memory;
import java.util.Arrays;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one layout in the order they were added, with the long strings they hold. Used by one
 * thread at a time; readable by many when complete.
 */
public final class RowPages implements AutoCloseable {
  private static final int FIRST_PAGE = 8 << 10;
  private static final int LAST_PAGE = 1 << 20;

  private final int width;
  private final Chunks chunks;
  private final StringArena strings;
  private long[] starts = new long[8];
  private long[] ends = new long[8];
  private int pages;
  private int nextPage = FIRST_PAGE;

  /** Where the next row goes: generated code adds rows by moving it. */
  public long cursor;

  /** Behind the last byte of the page; a row fits while {@code cursor + width <= limit}. */
  public long limit;

  private long countBefore;
  private @Nullable PageGuard guard;

  /** Told before rows take another page, when all rows added so far are complete. */
  @FunctionalInterface
  public interface PageGuard {
    /** May {@link RowPages#clear} the rows after having put them elsewhere. */
    void beforePage(long bytes);
  }

  public RowPages(int width, BufferAllocator allocator) {
    this.width = width;
    this.chunks = new Chunks(allocator);
    this.strings = new StringArena(allocator);
  }

  /** Sets who is told before every further page. */
  public void guard(PageGuard fresh) {
    guard = fresh;
  }

  /** The address for one more row, content undefined. */
  public long add() {
    if (cursor + width > limit) {
      openPage();
    }
    long row = cursor;
    cursor += width;
    return row;
  }

  /** Takes back the row added last. */
  public void removeLast() {
    cursor -= width;
  }

  private void openPage() {
    long size = Math.max(nextPage, width);
    if (guard != null) {
      guard.beforePage(size);
    }
    sealPage();
    if (pages == starts.length) {
      starts = Arrays.copyOf(starts, pages * 2);
      ends = Arrays.copyOf(ends, pages * 2);
    }
    cursor = chunks.take(size);
    limit = cursor + size;
    starts[pages++] = cursor;
    nextPage = Math.min(LAST_PAGE, nextPage * 4);
  }

  private void sealPage() {
    if (pages > 0) {
      ends[pages - 1] = cursor;
      countBefore += (cursor - starts[pages - 1]) / width;
    }
  }

  /** The number of rows. */
  public long count() {
    return pages == 0 ? 0 : countBefore + (cursor - starts[pages - 1]) / width;
  }

  public int pages() {
    return pages;
  }

  /** The first row of a page. */
  public long start(int page) {
    return starts[page];
  }

  /** Behind the last row of a page. */
  public long end(int page) {
    return page == pages - 1 ? cursor : ends[page];
  }

  public int width() {
    return width;
  }

  /** Where the rows' long strings are kept. */
  public StringArena strings() {
    return strings;
  }

  /** Bytes held. */
  public long bytes() {
    return count() * width + strings.used();
  }

  /**
   * Keeps some rows, in their order, which move, and frees the memory of the others. Needs memory
   * for the long strings of those that stay.
   *
   * @param stays asked once for each row in turn, whose strings are there until the end
   * @param moved told the new address of each row that stays, to {@link StringArena#keep} its
   *     strings
   */
  public void retain(LongPredicate stays, LongConsumer moved) {
    if (pages == 0) {
      return;
    }
    ends[pages - 1] = cursor;
    try (StringArena before = strings.detach()) {
      int page = 0;
      long target = starts[0];
      for (int from = 0; from < pages; from++) {
        for (long row = starts[from]; row < ends[from]; row += width) {
          if (!stays.test(row)) {
            continue;
          }
          while (target >= ends[page]) {
            target = starts[++page];
          }
          if (target != row) {
            Memory.copy(row, target, width);
          }
          moved.accept(target);
          target += width;
        }
      }
      endAt(page, target);
    }
  }

  /** The last row is followed by this address of a page. */
  private void endAt(int page, long end) {
    if (end == starts[0]) {
      clear();
      return;
    }
    countBefore = 0;
    for (int i = 0; i < page; i++) {
      countBefore += (ends[i] - starts[i]) / width;
    }
    limit = page == pages - 1 ? limit : ends[page];
    cursor = end;
    pages = page + 1;
    chunks.keep(pages);
  }

  /** Forgets all rows and their strings and frees their memory. */
  public void clear() {
    chunks.close();
    strings.clear();
    pages = 0;
    cursor = 0;
    limit = 0;
    countBefore = 0;
    nextPage = FIRST_PAGE;
  }

  @Override
  public void close() {
    clear();
  }
}
