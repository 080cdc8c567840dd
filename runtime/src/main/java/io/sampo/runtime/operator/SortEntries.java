package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.vector.Memory;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Rows by their addresses, each with the prefix of its key beside it, outside of the heap. Filled
 * and sorted by one thread; readable by many then.
 *
 * <p>Sorting is a radix sort by prefixes, least byte first, without the bytes in which all agree.
 * Rows whose prefixes are alike are then sorted by their next keys in the same way, or by
 * comparison where a prefix is not all of a value. It is stable.
 */
final class SortEntries implements AutoCloseable {
  /** So much memory a row takes while it is sorted; half of it stays. */
  static final int SORTING_BYTES = 32;

  private static final int ENTRY = 16;

  /** So few are sorted by insertion. */
  private static final int FEW = 24;

  private static final int DIGITS = 8;
  private static final int VALUES = 256;

  private final RowOrder order;
  private final BufferAllocator allocator;
  private final ArrowBuf buffer;
  private final long entries;
  private final int capacity;
  private final int[] places = new int[VALUES];
  private long spare;
  private int count;
  private boolean closed;

  SortEntries(int capacity, RowOrder order, BufferAllocator allocator) {
    this.order = order;
    this.allocator = allocator;
    this.capacity = capacity;
    this.buffer = allocator.buffer(Math.max(1, (long) capacity * ENTRY));
    this.entries = buffer.memoryAddress();
  }

  /** The rows of all pages, sorted. */
  static SortEntries sorted(RowPages rows, RowOrder order, BufferAllocator allocator) {
    var all = new SortEntries(Math.toIntExact(rows.count()), order, allocator);
    try {
      for (int page = 0; page < rows.pages(); page++) {
        for (long row = rows.start(page); row < rows.end(page); row += rows.width()) {
          all.add(row);
        }
      }
      all.sort();
      return all;
    } catch (RuntimeException | Error e) {
      all.close();
      throw e;
    }
  }

  void add(long row) {
    Memory.putLong(entries + (long) count * ENTRY, order.prefix(row));
    Memory.putLong(entries + (long) count * ENTRY + 8, row);
    count++;
  }

  boolean isFull() {
    return count == capacity;
  }

  int count() {
    return count;
  }

  /** Forgets all rows. */
  void clear() {
    count = 0;
  }

  long prefix(int place) {
    return Memory.getLong(entries + (long) place * ENTRY);
  }

  long row(int place) {
    return Memory.getLong(entries + (long) place * ENTRY + 8);
  }

  /** Brings the rows of some places into the caches. */
  void touch(RowTouch touch, int from, int to) {
    touch.touch(entries + (long) from * ENTRY + 8, ENTRY, to - from);
  }

  void sort() {
    if (order.keys() == 0 || count < 2) {
      return;
    }
    try (ArrowBuf other = allocator.buffer((long) count * ENTRY)) {
      spare = other.memoryAddress();
      sort(0, count, 0);
    }
  }

  /** Sorts by keys from one on; the prefixes are those of that key. */
  private void sort(int from, int to, int key) {
    if (to - from <= FEW) {
      insertion(from, to, key);
      return;
    }
    byPrefix(from, to);
    int start = from;
    while (start < to) {
      long prefix = prefix(start);
      int end = start + 1;
      while (end < to && prefix(end) == prefix) {
        end++;
      }
      if (end - start > 1) {
        ties(start, end, key, prefix);
      }
      start = end;
    }
  }

  private void ties(int from, int to, int key, long prefix) {
    if (!areEqual(from, to, key, prefix)) {
      byComparison(from, to, key);
    } else if (key + 1 < order.keys()) {
      for (int i = from; i < to; i++) {
        Memory.putLong(entries + (long) i * ENTRY, order.prefix(key + 1, row(i)));
      }
      sort(from, to, key + 1);
      for (int i = from; i < to; i++) {
        Memory.putLong(entries + (long) i * ENTRY, prefix);
      }
    }
  }

  /** Whether rows with the same prefix surely have the same value of a key. */
  private boolean areEqual(int from, int to, int key, long prefix) {
    return switch (order.decision(key, prefix)) {
      case EQUAL -> true;
      case OPEN -> false;
      case EQUAL_IF_ALL_NULL -> {
        boolean all = true;
        for (int i = from; i < to && all; i++) {
          all = order.isNull(key, row(i));
        }
        yield all;
      }
    };
  }

  private boolean isAfter(long prefixA, long a, long prefixB, long b, int key) {
    return prefixA != prefixB ? prefixA > prefixB : order.compareFrom(key, a, b) > 0;
  }

  private void insertion(int from, int to, int key) {
    for (int i = from + 1; i < to; i++) {
      long prefix = prefix(i);
      long row = row(i);
      int j = i;
      while (j > from && isAfter(prefix(j - 1), row(j - 1), prefix, row, key)) {
        put(entries, j, prefix(j - 1), row(j - 1));
        j--;
      }
      put(entries, j, prefix, row);
    }
  }

  private static void put(long to, int place, long prefix, long row) {
    Memory.putLong(to + (long) place * ENTRY, prefix);
    Memory.putLong(to + (long) place * ENTRY + 8, row);
  }

  /** A merge sort. */
  private void byComparison(int from, int to, int key) {
    if (to - from <= FEW) {
      insertion(from, to, key);
      return;
    }
    int middle = (from + to) >>> 1;
    byComparison(from, middle, key);
    byComparison(middle, to, key);
    if (!isAfter(prefix(middle - 1), row(middle - 1), prefix(middle), row(middle), key)) {
      return;
    }
    long first = spare + (long) from * ENTRY;
    Memory.copy(entries + (long) from * ENTRY, first, (long) (middle - from) * ENTRY);
    long firstEnd = spare + (long) middle * ENTRY;
    int j = middle;
    for (int k = from; first < firstEnd; k++) {
      long prefix = Memory.getLong(first);
      long row = Memory.getLong(first + 8);
      if (j < to && isAfter(prefix, row, prefix(j), row(j), key)) {
        put(entries, k, prefix(j), row(j));
        j++;
      } else {
        put(entries, k, prefix, row);
        first += ENTRY;
      }
    }
  }

  private void byPrefix(int from, int to) {
    int number = to - from;
    int[][] counts = new int[DIGITS][VALUES];
    boolean sorted = true;
    long before = Long.MIN_VALUE;
    for (int i = from; i < to; i++) {
      long prefix = prefix(i);
      sorted &= before <= prefix;
      before = prefix;
      long digits = prefix ^ Long.MIN_VALUE;
      for (int digit = 0; digit < DIGITS; digit++) {
        counts[digit][(int) (digits >>> 8 * digit) & 0xFF]++;
      }
    }
    if (sorted) {
      return;
    }
    long source = entries + (long) from * ENTRY;
    long target = spare + (long) from * ENTRY;
    long last = (prefix(from) ^ Long.MIN_VALUE);
    for (int digit = 0; digit < DIGITS; digit++) {
      if (counts[digit][(int) (last >>> 8 * digit) & 0xFF] == number) {
        continue;
      }
      scatter(source, target, number, 8 * digit, counts[digit]);
      long swapped = source;
      source = target;
      target = swapped;
    }
    if (source != entries + (long) from * ENTRY) {
      Memory.copy(source, target, (long) number * ENTRY);
    }
  }

  private void scatter(long source, long target, int number, int shift, int[] counts) {
    int[] next = places;
    int place = 0;
    for (int value = 0; value < VALUES; value++) {
      next[value] = place;
      place += counts[value];
    }
    long end = source + (long) number * ENTRY;
    for (long entry = source; entry < end; entry += ENTRY) {
      long prefix = Memory.getLong(entry);
      int value = (int) ((prefix ^ Long.MIN_VALUE) >>> shift) & 0xFF;
      long to = target + (long) next[value]++ * ENTRY;
      Memory.putLong(to, prefix);
      Memory.putLong(to + 8, Memory.getLong(entry + 8));
    }
  }

  /** May be called twice. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      buffer.close();
    }
  }
}
