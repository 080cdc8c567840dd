package io.sampo.codegen.row;

import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.physical.ValueRange;
import io.sampo.plan.expression.ColumnReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Where each column lies in a row. A header of 16 bytes comes first: the next row of a chain with a
 * matched mark, and the hash; then the columns, widest first so that all are aligned, then one byte
 * a nullable column that is 1 for null. Rows are 8-byte aligned.
 *
 * @param fields in the order of the columns given
 * @param width bytes of a row, a multiple of 8
 */
public record RowLayout(List<Field> fields, int width) {
  /**
   * Offset of a long, of which {@link #ADDRESS} is the address of the next row in the same chain, 0
   * at the end.
   */
  public static final int NEXT = 0;

  /** The part of a long that is an address. */
  public static final long ADDRESS = (1L << 48) - 1;

  /** Offset of the hash of the keys. */
  public static final int HASH = 8;

  /**
   * Offset of the byte that is 1 once a probe matched the row: the highest of those of {@link
   * #NEXT}, so 0 when that is set to an address.
   */
  public static final int MATCHED = NEXT + Long.BYTES - 1;

  private static final int HEADER = 16;

  /**
   * One column.
   *
   * @param nullOffset offset of the null byte, or -1 when the column is never null
   */
  public record Field(ColumnReference column, VectorLayout layout, int offset, int nullOffset) {
    public boolean nullable() {
      return nullOffset >= 0;
    }
  }

  public RowLayout {
    fields = List.copyOf(fields);
  }

  /**
   * Lays out the columns; a decimal of more than 18 digits whose range is known to fit takes 8
   * bytes.
   */
  public static RowLayout of(List<ColumnReference> columns, Map<Long, ValueRange> ranges) {
    var order = new ArrayList<Integer>();
    for (int i = 0; i < columns.size(); i++) {
      order.add(i);
    }
    List<VectorLayout> layouts = columns.stream().map(column -> storedAs(column, ranges)).toList();
    order.sort(Comparator.comparingInt(i -> -layouts.get(i).bytes()));
    int offset = HEADER;
    int[] offsets = new int[columns.size()];
    for (int i : order) {
      offsets[i] = offset;
      offset += layouts.get(i).bytes();
    }
    var fields = new ArrayList<Field>();
    for (int i = 0; i < columns.size(); i++) {
      ColumnReference column = columns.get(i);
      fields.add(new Field(column, layouts.get(i), offsets[i], column.nullable() ? offset++ : -1));
    }
    return new RowLayout(fields, (offset + 7) & ~7);
  }

  /** The address of the next row in a row's chain, 0 at the end. */
  public static long next(long row) {
    return Memory.getLong(row + NEXT) & ADDRESS;
  }

  /** The layout a column has in rows. */
  public static VectorLayout storedAs(ColumnReference column, Map<Long, ValueRange> ranges) {
    VectorLayout layout = VectorLayout.of(column.type());
    return layout == VectorLayout.INT128 && ranges.containsKey(column.id())
        ? VectorLayout.LONG
        : layout;
  }
}
