package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.vector.Memory;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that a stage made, in parts that are read one after the other. Complete and read by many
 * threads at once; whoever made it frees it.
 *
 * @param parts in order, when the rows have one
 */
record RowSet(List<Part> parts) {
  RowSet {
    parts = List.copyOf(parts);
  }

  /** Some of the rows. */
  interface Part {
    /** The number of rows; of groups not joined yet, the most there may be. */
    long count();

    /** Reads the part from its start. */
    Cursor open();

    /** The part cut in pieces of about so many rows. */
    List<Part> split(long rows);
  }

  /** Walks over rows. */
  interface Cursor extends AutoCloseable {
    /**
     * Writes the addresses of the next rows, at most so many; yields how many, 0 at the end. The
     * rows before may be gone then.
     */
    int next(long pointers, int most);

    /** Frees what it holds. May be called twice. */
    @Override
    default void close() {}
  }

  long count() {
    return parts.stream().mapToLong(Part::count).sum();
  }

  /** Pages of rows, from one page to before another. */
  record Pages(RowPages pages, int from, int to) implements Part {
    static Pages all(RowPages pages) {
      return new Pages(pages, 0, pages.pages());
    }

    @Override
    public long count() {
      long bytes = 0;
      for (int page = from; page < to; page++) {
        bytes += pages.end(page) - pages.start(page);
      }
      return bytes / pages.width();
    }

    @Override
    public Cursor open() {
      return new PageCursor(this);
    }

    @Override
    public List<Part> split(long rows) {
      var split = new ArrayList<Part>();
      int start = from;
      long counted = 0;
      for (int page = from; page < to; page++) {
        counted += (pages.end(page) - pages.start(page)) / pages.width();
        if (counted >= rows) {
          split.add(new Pages(pages, start, page + 1));
          start = page + 1;
          counted = 0;
        }
      }
      if (start < to) {
        split.add(new Pages(pages, start, to));
      }
      return split;
    }
  }

  private static final class PageCursor implements Cursor {
    private final Pages part;
    private int page;
    private long row;
    private long end;

    PageCursor(Pages part) {
      this.part = part;
      this.page = part.from() - 1;
    }

    @Override
    public int next(long pointers, int most) {
      int width = part.pages().width();
      int count = 0;
      while (count < most) {
        if (row >= end) {
          if (++page >= part.to()) {
            page = part.to();
            return count;
          }
          row = part.pages().start(page);
          end = part.pages().end(page);
          continue;
        }
        Memory.putLong(pointers + 8L * count++, row);
        row += width;
      }
      return count;
    }
  }

  /** Rows by their addresses, in that order. */
  record Ordered(long[] rows, int from, int to) implements Part {
    @Override
    public long count() {
      return (long) to - from;
    }

    @Override
    public Cursor open() {
      return new Cursor() {
        private int at = from;

        @Override
        public int next(long pointers, int most) {
          int count = Math.min(most, to - at);
          for (int i = 0; i < count; i++) {
            Memory.putLong(pointers + 8L * i, rows[at + i]);
          }
          at += count;
          return count;
        }
      };
    }

    @Override
    public List<Part> split(long wished) {
      var split = new ArrayList<Part>();
      int step = Math.clamp(wished, 1, Integer.MAX_VALUE - 8);
      for (long start = from; start < to; start += step) {
        split.add(new Ordered(rows, (int) start, (int) Math.min(to, start + step)));
      }
      return split;
    }
  }

  /** The built rows of a join that were matched, or those that were not. */
  record Marked(Pages part, boolean matched) implements Part {
    @Override
    public long count() {
      return part.count();
    }

    @Override
    public Cursor open() {
      Cursor all = part.open();
      return (pointers, most) -> {
        while (true) {
          int read = all.next(pointers, most);
          int kept = 0;
          for (int i = 0; i < read; i++) {
            long row = Memory.getLong(pointers + 8L * i);
            if ((Memory.getByte(row + RowLayout.MATCHED) != 0) == matched) {
              Memory.putLong(pointers + 8L * kept++, row);
            }
          }
          if (kept > 0 || read == 0) {
            return kept;
          }
        }
      };
    }

    @Override
    public List<Part> split(long rows) {
      return part.split(rows).stream()
          .<Part>map(piece -> new Marked((Pages) piece, matched))
          .toList();
    }
  }
}
