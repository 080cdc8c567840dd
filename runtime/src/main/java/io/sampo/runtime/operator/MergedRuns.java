package io.sampo.runtime.operator;

import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.block.DecodedRows;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Sorted runs merged while they are read, a block of each in memory at a time. Of rows that are
 * ordered alike those of the earlier run come first.
 *
 * @param runs in the order of the input
 */
record MergedRuns(List<SortedRun> runs, RowOrder order, BufferAllocator allocator)
    implements RowSet.Part {
  MergedRuns {
    runs = List.copyOf(runs);
  }

  @Override
  public long count() {
    return runs.stream().mapToLong(SortedRun::count).sum();
  }

  @Override
  public MergeCursor open() {
    return new MergeCursor();
  }

  @Override
  public List<RowSet.Part> split(long rows) {
    return List.of(this);
  }

  /** A heap of the runs by their next rows. */
  final class MergeCursor implements RowSet.Cursor {
    private final List<DecodedRows> outdated = new ArrayList<>();
    private final List<SortedRun.Reader> readers = new ArrayList<>();
    private final long[] rows = new long[runs.size()];
    private final long[] prefixes = new long[runs.size()];
    private final int[] heap = new int[runs.size()];
    private int size;

    private MergeCursor() {
      try {
        for (int i = 0; i < runs.size(); i++) {
          readers.add(runs.get(i).open(allocator, outdated));
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
      long row = readers.get(run).next();
      rows[run] = row;
      if (row == 0) {
        return false;
      }
      prefixes[run] = order.prefix(row);
      return true;
    }

    private boolean before(int a, int b) {
      if (prefixes[a] != prefixes[b]) {
        return prefixes[a] < prefixes[b];
      }
      int compared = order.compare(rows[a], rows[b]);
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
      int count = 0;
      while (count < most && size > 0) {
        int run = heap[0];
        Memory.putLong(pointers + 8L * count++, rows[run]);
        if (!advance(run)) {
          heap[0] = heap[--size];
        }
        if (size > 0) {
          sink(0);
        }
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
