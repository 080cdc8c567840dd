package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.ScanPredicate;
import io.sampo.codegen.vector.StringView;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The values of one key of a hash table, as a scan can skip by: a few values, or bounds. Parts are
 * looked at by several threads, each once; asked when that is done.
 */
final class BuiltKey {
  /** Up to so many rows each value is told. */
  private static final long FEW = 100;

  private final RowLayout.Field field;
  private final boolean few;
  private final Set<Comparable<?>> values = new LinkedHashSet<>();
  private long low = Long.MAX_VALUE;
  private long high = Long.MIN_VALUE;

  /**
   * @param rows the number of rows of the table
   */
  private BuiltKey(RowLayout.Field field, long rows) {
    this.field = field;
    this.few = rows <= FEW;
  }

  /**
   * The keys of a table.
   *
   * @param keys the fields of the keys
   * @param rows the number of rows of the table
   */
  static List<BuiltKey> of(List<RowLayout.Field> keys, long rows) {
    var all = new ArrayList<BuiltKey>();
    keys.forEach(key -> all.add(new BuiltKey(key, rows)));
    return all;
  }

  private boolean isNumber() {
    DataType type = field.column().type();
    boolean integer =
        type.isIntegral()
            || type.equals(DataType.DATE)
            || type.equals(DataType.TIMESTAMP)
            || type.equals(DataType.TIMESTAMP_NTZ);
    return integer || type instanceof DecimalType && field.layout() == VectorLayout.LONG;
  }

  private boolean isText() {
    return field.column().type().equals(DataType.STRING);
  }

  /** Takes note of the rows of a part. */
  void add(RowPages pages) {
    if (isNumber()) {
      addNumbers(pages);
    } else if (few && isText()) {
      addTexts(pages);
    }
  }

  private void addNumbers(RowPages pages) {
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    var found = new ArrayList<Comparable<?>>();
    for (int page = 0; page < pages.pages(); page++) {
      for (long row = pages.start(page); row < pages.end(page); row += pages.width()) {
        if (!RowFields.isNull(field, row)) {
          long value = number(row + field.offset());
          least = Math.min(least, value);
          most = Math.max(most, value);
          if (few) {
            found.add(literal(value));
          }
        }
      }
    }
    synchronized (this) {
      low = Math.min(low, least);
      high = Math.max(high, most);
      values.addAll(found);
    }
  }

  private void addTexts(RowPages pages) {
    for (int page = 0; page < pages.pages(); page++) {
      for (long row = pages.start(page); row < pages.end(page); row += pages.width()) {
        if (!RowFields.isNull(field, row)) {
          String text = StringView.toText(row + field.offset());
          synchronized (this) {
            values.add(text);
          }
        }
      }
    }
  }

  private long number(long address) {
    return switch (field.layout()) {
      case BYTE -> Memory.getByte(address);
      case SHORT -> Memory.getShort(address);
      case INT -> Memory.getInt(address);
      case LONG -> Memory.getLong(address);
      case FLOAT, DOUBLE, VIEW, INT128 ->
          throw new IllegalStateException("not a number in 64 bits: " + field);
    };
  }

  /** A value in the form predicates have it. */
  private Comparable<?> literal(long value) {
    DataType type = field.column().type();
    if (type instanceof DecimalType decimal) {
      return BigDecimal.valueOf(value, decimal.scale());
    }
    return switch (field.layout()) {
      case BYTE -> (byte) value;
      case SHORT -> (short) value;
      case INT -> (int) value;
      case LONG, FLOAT, DOUBLE, VIEW, INT128 -> value;
    };
  }

  /**
   * What a column must fulfil for its value to be among the keys; empty when nothing is known.
   *
   * @param column the index of the column among those of the scan
   */
  synchronized Optional<ScanPredicate> predicate(int column) {
    if (few && (isNumber() || isText())) {
      return Optional.of(new ScanPredicate.In(column, List.copyOf(values)));
    }
    if (!isNumber() || low > high) {
      return Optional.empty();
    }
    return Optional.of(new ScanPredicate.Range(column, literal(low), true, literal(high), true));
  }
}
