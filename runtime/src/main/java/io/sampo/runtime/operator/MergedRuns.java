package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.block.DecodedRows;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Sorted runs merged while they are read; of those on disk a block of each is in memory at a time.
 * Of rows that are ordered alike those of the earlier run come first.
 *
 * @param slices what of the runs is merged, in the order of the input
 * @param memory the budget of all that the process does, in bytes
 */
record MergedRuns(
    List<Slice> slices, RowLayout layout, RowOrder order, BufferAllocator allocator, long memory)
    implements RowSet.Part {
  MergedRuns {
    slices = List.copyOf(slices);
  }

  /**
   * Some of a run.
   *
   * @param from the first row, counted from 0
   * @param to the row behind the last
   */
  record Slice(SortedRun run, long from, long to) {
    static Slice all(SortedRun run) {
      return new Slice(run, 0, run.count());
    }

    long count() {
      return to - from;
    }
  }

  @Override
  public long count() {
    return slices.stream().mapToLong(Slice::count).sum();
  }

  @Override
  public MergeCursor open() {
    return new MergeCursor();
  }

  @Override
  public List<RowSet.Part> split(long rows) {
    return new MergePieces(this).of(rows);
  }

  boolean isInMemory() {
    return slices.stream().allMatch(slice -> slice.run() instanceof SortedRun.InMemory);
  }

  /** A heap of the runs by their next rows. */
  final class MergeCursor implements RowSet.Cursor {
    private final List<DecodedRows> outdated = new ArrayList<>();
    private final List<SortedRun.Reader> readers = new ArrayList<>();
    private final long[] rows = new long[slices.size()];
    private final long[] prefixes = new long[slices.size()];
    private final int[] heap = new int[slices.size()];
    private final boolean scattered =
        slices.stream().anyMatch(slice -> slice.run() instanceof SortedRun.InMemory);
    private final RowTouch touch = new RowTouch(layout);
    private int size;

    private MergeCursor() {
      try {
        for (int i = 0; i < slices.size(); i++) {
          Slice slice = slices.get(i);
          readers.add(slice.run().open(slice.from(), slice.to(), allocator, outdated));
          if (advance(i)) {
            heap[size++] = i;
          }
        }
      } catch (RuntimeException | Error e) {
        close();
        throw e;
      }
      for (int i = size / 2 - 1; i >= 0; i--) {
        sink(i);
      }
    }

    private boolean advance(int run) {
      SortedRun.Reader reader = readers.get(run);
      long row = reader.next();
      rows[run] = row;
      if (row == 0) {
        return false;
      }
      prefixes[run] = reader.prefix();
      return true;
    }

    private boolean before(int a, int b) {
      if (prefixes[a] != prefixes[b]) {
        return prefixes[a] < prefixes[b];
      }
      int compared = order.prefixDecides(prefixes[a]) ? 0 : order.compare(rows[a], rows[b]);
      return compared < 0 || compared == 0 && a < b;
    }

    private void sink(int from) {
      int at = from;
      int run = heap[at];
      while (true) {
        int child = 2 * at + 1;
        if (child >= size) {
          break;
        }
        if (child + 1 < size && before(heap[child + 1], heap[child])) {
          child++;
        }
        if (!before(heap[child], run)) {
          break;
        }
        heap[at] = heap[child];
        at = child;
      }
      heap[at] = run;
    }

    @Override
    public int next(long pointers, int most) {
      outdated.forEach(DecodedRows::close);
      outdated.clear();
      int wished = Math.min(most, RowTouch.ROWS);
      int count = 0;
      while (count < wished && size > 0) {
        int run = heap[0];
        Memory.putLong(pointers + 8L * count++, rows[run]);
        if (!advance(run)) {
          heap[0] = heap[--size];
        }
        if (size > 0) {
          sink(0);
        }
      }
      if (scattered) {
        touch.touch(pointers, 8, count);
      }
      return count;
    }

    @Override
    public void close() {
      outdated.forEach(DecodedRows::close);
      outdated.clear();
      readers.forEach(SortedRun.Reader::close);
    }
  }
}
