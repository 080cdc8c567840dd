package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.SortOrder;
import java.util.ArrayList;
import java.util.Arrays;
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
    return compareFrom(0, a, b);
  }

  /** Compares by the keys from one on, counted from 0. */
  int compareFrom(int first, long a, long b) {
    for (int i = first; i < keys.size(); i++) {
      int order = compare(keys.get(i), a, b);
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
    boolean seconds = keys.size() > 1 && prefixDecides(keys.getFirst().field);
    long[] firstPrefixes = new long[rows.length];
    long[] secondPrefixes = new long[seconds ? rows.length : 0];
    for (int i = 0; i < rows.length; i++) {
      firstPrefixes[i] = prefix(keys.getFirst(), rows[i]);
      if (seconds) {
        secondPrefixes[i] = prefix(keys.get(1), rows[i]);
      }
    }
    if (seconds) {
      new MergingByTwo(rows, firstPrefixes, secondPrefixes).sort(0, rows.length);
    } else {
      new Merging(rows, firstPrefixes).sort(0, rows.length);
    }
  }

  /**
   * A number that orders as the first key does, with the sign bit flipped so that signed comparison
   * works; ties are left open.
   */
  long prefix(long row) {
    if (keys.isEmpty()) {
      return 0;
    }
    return prefix(keys.getFirst(), row);
  }

  /** As {@link #prefix(long)}, of another key, counted from 0. */
  long prefix(int key, long row) {
    return prefix(keys.get(key), row);
  }

  /** How many keys there are. */
  int keys() {
    return keys.size();
  }

  boolean isNull(int key, long row) {
    return RowFields.isNull(keys.get(key).field, row);
  }

  /** What rows with the same prefix of a key have in common. */
  enum Decision {
    /** The value, or all are null. */
    EQUAL,
    /** Nothing, unless all are null. */
    EQUAL_IF_ALL_NULL,
    /** Nothing. */
    OPEN
  }

  /** What is known of rows whose key, counted from 0, has some prefix. */
  Decision decision(int key, long prefix) {
    Key of = keys.get(key);
    if (prefixDecides(of.field)) {
      return Decision.EQUAL;
    }
    long ofNull = (of.nullsFirst ? 0 : -1L) ^ Long.MIN_VALUE;
    if (of.field.nullable() && prefix == ofNull) {
      return Decision.EQUAL_IF_ALL_NULL;
    }
    return of.field.layout() == VectorLayout.LONG ? Decision.EQUAL : Decision.OPEN;
  }

  private static long prefix(Key first, long row) {
    long unsigned;
    if (RowFields.isNull(first.field, row)) {
      unsigned = first.nullsFirst ? 0 : -1L;
    } else {
      long value = RowFields.prefix(first.field, row);
      unsigned = first.ascending ? value : ~value;
    }
    return unsigned ^ Long.MIN_VALUE;
  }

  /** Whether rows with the same prefix are equal in this ordering. */
  boolean prefixDecides() {
    return keys.isEmpty() || keys.size() == 1 && prefixDecides(keys.getFirst().field);
  }

  /** Whether rows with this prefix are equal in this ordering. */
  boolean prefixDecides(long prefix) {
    return keys.isEmpty() || keys.size() == 1 && decision(0, prefix) == Decision.EQUAL;
  }

  /** Whether each value has a prefix of its own, nulls included. */
  private static boolean prefixDecides(RowLayout.Field field) {
    return switch (field.layout()) {
      case BYTE, SHORT, INT, FLOAT, DOUBLE -> true;
      // A null's prefix is that of the least or greatest long.
      case LONG -> !field.nullable();
      case INT128, VIEW -> false;
    };
  }

  /** A merge sort over addresses with their prefixes beside them. */
  private final class Merging {
    private static final int SMALL = 16;
    private final boolean decided = RowOrder.this.prefixDecides();
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
      return prefixA != prefixB ? prefixA > prefixB : !decided && compare(a, b) > 0;
    }
  }

  /**
   * A merge sort over places, with the prefixes of two keys beside the addresses, for a first key
   * that its prefix decides.
   */
  private final class MergingByTwo {
    private final long[] rows;
    private final long[] firsts;
    private final long[] seconds;
    private final boolean decided =
        keys.size() == 2 && RowOrder.prefixDecides(keys.getLast().field);
    private final int[] places;
    private final int[] spare;

    MergingByTwo(long[] rows, long[] firsts, long[] seconds) {
      this.rows = rows;
      this.firsts = firsts;
      this.seconds = seconds;
      this.places = new int[rows.length];
      this.spare = new int[rows.length];
      for (int i = 0; i < places.length; i++) {
        places[i] = i;
      }
    }

    void sort(int from, int to) {
      order(from, to);
      long[] before = Arrays.copyOfRange(rows, from, to);
      for (int i = from; i < to; i++) {
        rows[i] = before[places[i] - from];
      }
    }

    private void order(int from, int to) {
      if (to - from <= Merging.SMALL) {
        insertion(from, to);
        return;
      }
      int middle = (from + to) >>> 1;
      order(from, middle);
      order(middle, to);
      if (!after(places[middle - 1], places[middle])) {
        return;
      }
      System.arraycopy(places, from, spare, from, middle - from);
      int i = from;
      int j = middle;
      for (int k = from; i < middle; k++) {
        places[k] = j < to && after(spare[i], places[j]) ? places[j++] : spare[i++];
      }
    }

    private void insertion(int from, int to) {
      for (int i = from + 1; i < to; i++) {
        int place = places[i];
        int j = i;
        while (j > from && after(places[j - 1], place)) {
          places[j] = places[j - 1];
          j--;
        }
        places[j] = place;
      }
    }

    private boolean after(int a, int b) {
      if (firsts[a] != firsts[b]) {
        return firsts[a] > firsts[b];
      }
      return seconds[a] != seconds[b]
          ? seconds[a] > seconds[b]
          : !decided && compare(rows[a], rows[b]) > 0;
    }
  }
}
