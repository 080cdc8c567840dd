package io.sampo.cli.output;

import io.sampo.engine.ResultBatch;
import io.sampo.row.ShowTable;
import io.sampo.row.ValueText;
import io.sampo.types.StructType;

/**
 * The grid of {@code show}: columns as wide as their widest cell, cells to the right. Unlike there,
 * cells are never cut.
 */
public final class TableWriter implements ResultWriter {
  public static final int ALL_ROWS = Integer.MAX_VALUE;

  private static final int LEAST_WIDTH = 3;
  private static final int MOST_BYTES_IN_MEMORY = 32 << 20;

  private final Utf8Output output;
  private final ValueText values;
  private final StructType schema;
  private final int mostRows;
  private final int[] widths;
  private final CellStore cells = new CellStore(MOST_BYTES_IN_MEMORY);
  private long rows;
  private boolean more;

  TableWriter(Utf8Output output, StructType schema, ValueText values, int mostRows) {
    this.output = output;
    this.values = values;
    this.schema = schema;
    this.mostRows = mostRows;
    this.widths = new int[schema.size()];
    for (int column = 0; column < widths.length; column++) {
      String name = ShowTable.escaped(schema.names().get(column));
      widths[column] = Math.max(LEAST_WIDTH, ShowTable.width(name));
    }
  }

  @Override
  public boolean batch(ResultBatch batch) {
    for (int row = 0; row < batch.rowCount(); row++) {
      if (rows == mostRows) {
        more = true;
        return false;
      }
      rows++;
      for (int column = 0; column < widths.length; column++) {
        String cell = ShowTable.escaped(values.text(batch.value(row, column)));
        int width = ShowTable.width(cell);
        widths[column] = Math.max(widths[column], width);
        cells.add(cell, width);
      }
    }
    return true;
  }

  /** Whether the result has more rows than are shown. */
  public boolean isCut() {
    return more;
  }

  @Override
  public void end() {
    line();
    output.ascii('|');
    for (int column = 0; column < widths.length; column++) {
      String name = ShowTable.escaped(schema.names().get(column));
      output.repeat(' ', widths[column] - ShowTable.width(name));
      output.text(name);
      output.ascii('|');
    }
    output.ascii('\n');
    line();
    cells.rewind();
    for (long row = 0; row < rows; row++) {
      output.ascii('|');
      for (int width : widths) {
        cells.next(output, width);
        output.ascii('|');
      }
      output.ascii('\n');
    }
    line();
  }

  @Override
  public void close() {
    cells.close();
  }

  private void line() {
    output.ascii('+');
    for (int width : widths) {
      output.repeat('-', width);
      output.ascii('+');
    }
    output.ascii('\n');
  }
}
