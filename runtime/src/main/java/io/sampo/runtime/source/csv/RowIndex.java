package io.sampo.runtime.source.csv;

import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.source.text.GrowingBuffer;
import java.util.BitSet;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The records of a chunk as a matrix of field ends.
 *
 * <p>Row {@code r} has {@link #stride} ints; int {@code c} is the offset of the separator before
 * field {@code c} and int {@code c + 1} that of the separator behind it. A field that the record
 * lacks has its end before its start. When all records are regular the list of separators is that
 * matrix as it stands (the newline behind a row is the separator before the next row's first
 * field); otherwise a matrix with one row per record is made, whose last int is the record's end.
 * Blank lines and comments are left out. Used by one thread.
 */
final class RowIndex implements AutoCloseable {
  private final int columns;
  private final int newline;
  private final int comment;
  private final GrowingBuffer matrix;
  private final GrowingBuffer lastColumn;

  private long entries;
  private int stride;
  private int rows;
  private int listedRows;
  private boolean regular;
  private boolean carriageReturns;
  private @Nullable BitSet malformed;

  RowIndex(BufferAllocator allocator, CsvDialect dialect, int columns) {
    this.columns = columns;
    this.newline = dialect.newline();
    this.comment = dialect.comment();
    this.matrix = new GrowingBuffer(allocator);
    this.lastColumn = new GrowingBuffer(allocator);
  }

  int rows() {
    return rows;
  }

  /** The address of the first row's ints. */
  long entries() {
    return entries;
  }

  /** Ints of a row. */
  int stride() {
    return stride;
  }

  /** Rows with too few or too many fields, or null if there are none. */
  @Nullable BitSet malformed() {
    return malformed;
  }

  /** The offset of the record's first byte. */
  int recordStart(int row) {
    return Memory.getInt(entries + 4L * stride * row) + 1;
  }

  /** The offset behind the record's last byte, the line end excluded. */
  int recordEnd(long base, int row) {
    int end =
        Memory.getInt(entries + 4L * (stride * (long) row + (regular ? columns : columns + 1)));
    return end > recordStart(row) && Memory.getByte(base + end - 1) == '\r' ? end - 1 : end;
  }

  /** Forgets the rows from {@code count} on. */
  void truncate(int count) {
    rows = count;
  }

  /**
   * Makes rows of a list of separators.
   *
   * @param list the address of the list: first the offset before the first record, then each
   *     separator
   * @param separators how many separators follow
   * @param newlines how many of them end records; the last one does
   */
  void build(long base, long list, int separators, int newlines) {
    malformed = null;
    carriageReturns = false;
    rows = newlines;
    listedRows = newlines;
    if (separators == (long) newlines * columns && isRegular(base, list)) {
      entries = list;
      stride = columns;
      regular = true;
    } else {
      buildIrregular(base, list, separators, newlines);
    }
  }

  private boolean isRegular(long base, long list) {
    boolean single = columns == 1;
    boolean returns = false;
    long next = list + 4L * columns;
    for (int row = 0; row < rows; row++) {
      long end = base + Memory.getInt(next);
      if (Memory.getByte(end) != newline) {
        return false;
      }
      returns |= Memory.getByte(end - 1) == '\r';
      if (single && isSkipped(base, Memory.getInt(next - 4) + 1, Memory.getInt(next))) {
        return false;
      }
      next += 4L * columns;
    }
    carriageReturns = returns;
    return true;
  }

  private void buildIrregular(long base, long list, int separators, int newlines) {
    regular = false;
    stride = columns + 2;
    entries = matrix.ensure(4L * stride * Math.max(1, newlines));
    int kept = 0;
    int at = 0;
    while (at < separators) {
      int start = Memory.getInt(list + 4L * at) + 1;
      int fields = 0;
      int end;
      do {
        fields++;
        end = Memory.getInt(list + 4L * (at + fields));
      } while (Memory.getByte(base + end) != newline);
      if (fields > 1 || !isSkipped(base, start, end)) {
        putRow(base, list + 4L * at, fields, kept);
        kept++;
      }
      at += fields;
    }
    rows = kept;
  }

  private void putRow(long base, long source, int fields, int row) {
    long target = entries + 4L * stride * row;
    int copied = Math.min(fields, columns);
    Memory.copy(source, target, 4L * (copied + 1));
    int end = Memory.getInt(source + 4L * fields);
    if (fields <= columns
        && Memory.getByte(base + end - 1) == '\r'
        && end > Memory.getInt(source + 4L * (fields - 1)) + 1) {
      Memory.putInt(target + 4L * fields, end - 1);
    }
    int last = Memory.getInt(target + 4L * copied);
    for (int column = copied + 1; column <= columns; column++) {
      Memory.putInt(target + 4L * column, last);
    }
    Memory.putInt(target + 4L * (columns + 1), end);
    if (fields != columns) {
      markMalformed(row);
    }
  }

  private void markMalformed(int row) {
    if (malformed == null) {
      malformed = new BitSet();
    }
    malformed.set(row);
  }

  /**
   * Takes rows out, moving the ones behind them up.
   *
   * @param removed which of the {@code count} rows from {@code firstRow} on, counted from there; no
   *     row of them that stays is malformed
   * @return how many were taken out
   */
  int remove(long base, int firstRow, int count, BitSet removed) {
    if (regular) {
      int all = rows;
      int newlines = listedRows;
      buildIrregular(base, entries, newlines * columns, newlines);
      rows = Math.min(rows, all);
    }
    long rowBytes = 4L * stride;
    int target = firstRow;
    for (int row = firstRow; row < firstRow + count; row++) {
      if (!removed.get(row - firstRow)) {
        Memory.copy(entries + rowBytes * row, entries + rowBytes * target, rowBytes);
        target++;
      }
    }
    int last = firstRow + count;
    int gone = last - target;
    Memory.copy(entries + rowBytes * last, entries + rowBytes * target, rowBytes * (rows - last));
    if (malformed != null) {
      var moved = new BitSet();
      malformed.stream().filter(row -> row >= last).forEach(row -> moved.set(row - gone));
      malformed = moved;
    }
    rows -= gone;
    return gone;
  }

  /** Whether a line has nothing but blanks or is a comment. */
  private boolean isSkipped(long base, int start, int end) {
    if (start < end && Memory.getByte(base + start) == comment && comment != CsvDialect.NONE) {
      return true;
    }
    for (int at = start; at < end; at++) {
      byte b = Memory.getByte(base + at);
      if (b < 0 || b > ' ') {
        return false;
      }
    }
    return true;
  }

  /**
   * The address of the two ints around the column's field in the given row; they repeat every
   * {@link #fieldStride} bytes.
   */
  long fields(long base, int column, int firstRow, int count) {
    long first = entries + 4L * (stride * (long) firstRow + column);
    if (column != columns - 1 || !carriageReturns) {
      return first;
    }
    long target = lastColumn.ensure(8L * count);
    for (int row = 0; row < count; row++) {
      int start = Memory.getInt(first);
      int end = Memory.getInt(first + 4);
      boolean trimmed = end > start + 1 && Memory.getByte(base + end - 1) == '\r';
      Memory.putInt(target + 8L * row, start);
      Memory.putInt(target + 8L * row + 4, trimmed ? end - 1 : end);
      first += 4L * stride;
    }
    return target;
  }

  int fieldStride(int column) {
    return column != columns - 1 || !carriageReturns ? 4 * stride : 8;
  }

  @Override
  public void close() {
    matrix.close();
    lastColumn.close();
  }
}
