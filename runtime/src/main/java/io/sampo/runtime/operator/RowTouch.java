package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;
import io.sampo.codegen.vector.VectorLayout;

/**
 * Brings rows that lie all over the memory into the caches before they are worked on. Reading a
 * byte of each of their lines, without anything else in between, waits for many lines at once; work
 * on one row after the other waits for nearly each. Used by one thread at a time.
 */
final class RowTouch {
  /** So many rows are touched before they are worked on. */
  static final int ROWS = 512;

  private static final int LINE = 64;

  private final int width;
  private final RowLayout.Field[] texts;
  private long seen;

  RowTouch(RowLayout layout) {
    this.width = layout.width();
    this.texts =
        layout.fields().stream()
            .filter(field -> field.layout() == VectorLayout.VIEW)
            .toArray(RowLayout.Field[]::new);
  }

  /**
   * Reads of every line of some rows and of their long strings.
   *
   * @param pointers where the addresses of the rows are
   * @param step bytes from one address to the next
   */
  void touch(long pointers, int step, int count) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      long row = Memory.getLong(pointers + (long) i * step);
      for (int at = 0; at < width; at += LINE) {
        sum += Memory.getByte(row + at);
      }
      sum += Memory.getByte(row + width - 1);
    }
    for (RowLayout.Field text : texts) {
      for (int i = 0; i < count; i++) {
        long row = Memory.getLong(pointers + (long) i * step);
        long view = row + text.offset();
        if (!RowFields.isNull(text, row) && StringView.length(view) > StringView.INLINE) {
          long data = Memory.getLong(view + 8);
          sum += Memory.getByte(data) + Memory.getByte(data + StringView.length(view) - 1);
        }
      }
    }
    seen += sum;
  }

  /** The sum of what was read, which is of no use but that somebody might ask for it. */
  long seen() {
    return seen;
  }
}
