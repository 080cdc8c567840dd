package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.SortOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * An ordering of rows: compares them, and sorts their addresses. Immutable, safe for use by many
 * threads.
 */
final class RowOrder {
  private final List<Key> keys;

  private record Key(RowLayout.Field field, boolean ascending, boolean nullsFirst) {}

  private RowOrder(List<Key> keys) {
    this.keys = keys;
  }

  /** An ordering by columns of the layout; constants order nothing. */
  static RowOrder of(List<SortOrder> order, RowLayout layout) {
    var keys = new ArrayList<Key>();
    for (SortOrder sort : order) {
      if (sort.expression() instanceof ColumnReference column) {
        RowLayout.Field field =
            layout.fields().stream()
                .filter(f -> f.column().id() == column.id())
                .findFirst()
                .orElseThrow();
        keys.add(new Key(field, sort.ascending(), sort.nullsFirst()));
      }
    }
    return new RowOrder(keys);
  }

  int compare(long a, long b) {
    for (Key key : keys) {
      int order = compare(key, a, b);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int compare(Key key, long a, long b) {
    boolean nullA = RowFields.isNull(key.field, a);
    boolean nullB = RowFields.isNull(key.field, b);
    if (nullA || nullB) {
      return nullA == nullB ? 0 : nullA == key.nullsFirst ? -1 : 1;
    }
    int order = RowFields.compare(key.field, a, b);
    return key.ascending ? order : -order;
  }

  /** The addresses of all rows. */
  static long[] addresses(List<RowPages> parts) {
    long total = parts.stream().mapToLong(RowPages::count).sum();
    long[] rows = new long[Math.toIntExact(total)];
    int at = 0;
    for (RowPages part : parts) {
      for (int page = 0; page < part.pages(); page++) {
        for (long row = part.start(page); row < part.end(page); row += part.width()) {
          rows[at++] = row;
        }
      }
    }
    return rows;
  }

  /** Sorts addresses, stable. */
  void sort(long[] rows) {
    if (keys.isEmpty()) {
      return;
    }
    long[] prefixes = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      prefixes[i] = prefix(rows[i]);
    }
    new Merging(rows, prefixes).sort(0, rows.length);
  }

  /** Merges two sorted runs. */
  long[] merge(long[] a, long[] b) {
    long[] merged = new long[a.length + b.length];
    int i = 0;
    int j = 0;
    for (int k = 0; k < merged.length; k++) {
      boolean fromA = j == b.length || i < a.length && compare(a[i], b[j]) <= 0;
      merged[k] = fromA ? a[i++] : b[j++];
    }
    return merged;
  }

  /**
   * A number that orders as the first key does, with the sign bit flipped so that signed comparison
   * works; ties are left open.
   */
  long prefix(long row) {
    if (keys.isEmpty()) {
      return 0;
    }
    Key first = keys.getFirst();
    long unsigned;
    if (RowFields.isNull(first.field, row)) {
      unsigned = first.nullsFirst ? 0 : -1L;
    } else {
      long value = RowFields.prefix(first.field, row);
      unsigned = first.ascending ? value : ~value;
    }
    return unsigned ^ Long.MIN_VALUE;
  }

  /** A merge sort over addresses with their prefixes beside them. */
  private final class Merging {
    private static final int SMALL = 16;
    private final long[] rows;
    private final long[] prefixes;
    private final long[] spareRows;
    private final long[] sparePrefixes;

    Merging(long[] rows, long[] prefixes) {
      this.rows = rows;
      this.prefixes = prefixes;
      this.spareRows = new long[rows.length];
      this.sparePrefixes = new long[rows.length];
    }

    void sort(int from, int to) {
      if (to - from <= SMALL) {
        insertion(from, to);
        return;
      }
      int middle = (from + to) >>> 1;
      sort(from, middle);
      sort(middle, to);
      if (!after(prefixes[middle - 1], rows[middle - 1], prefixes[middle], rows[middle])) {
        return;
      }
      System.arraycopy(rows, from, spareRows, from, middle - from);
      System.arraycopy(prefixes, from, sparePrefixes, from, middle - from);
      int i = from;
      int j = middle;
      for (int k = from; i < middle; k++) {
        if (j < to && after(sparePrefixes[i], spareRows[i], prefixes[j], rows[j])) {
          rows[k] = rows[j];
          prefixes[k] = prefixes[j++];
        } else {
          rows[k] = spareRows[i];
          prefixes[k] = sparePrefixes[i++];
        }
      }
    }

    private void insertion(int from, int to) {
      for (int i = from + 1; i < to; i++) {
        long row = rows[i];
        long prefix = prefixes[i];
        int j = i;
        while (j > from && after(prefixes[j - 1], rows[j - 1], prefix, row)) {
          rows[j] = rows[j - 1];
          prefixes[j] = prefixes[j - 1];
          j--;
        }
        rows[j] = row;
        prefixes[j] = prefix;
      }
    }

    private boolean after(long prefixA, long a, long prefixB, long b) {
      return prefixA != prefixB ? prefixA > prefixB : compare(a, b) > 0;
    }
  }
}
