package io.sampo.plan.logical;

import io.sampo.error.SampoException;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.table.SourceTable;
import io.sampo.types.DataType;
import java.util.List;

/**
 * A column that any stored table can be asked for beside its own: numbers that grow in the order of
 * the table's rows. Which numbers they are depends on how the table is cut; their order does not.
 */
public final class RowPosition {
  /** The name by which a scan asks for it. */
  public static final String NAME = "_metadata.row_position";

  private RowPosition() {}

  /**
   * The column, to be added to the output of a scan of the table.
   *
   * @throws SampoException UNSUPPORTED_FEATURE when a column of the table has its name
   */
  public static ColumnReference of(SourceTable table, long id) {
    if (table.schema().fields().stream().anyMatch(field -> field.name().equals(NAME))) {
      throw SampoException.unsupported(
          "the order of the rows of a table with a column named " + NAME,
          "Rename the column.",
          null);
    }
    return new ColumnReference(id, NAME, DataType.LONG, false);
  }

  /** Where among a scan's columns the position is, -1 when it is not asked for. */
  public static int in(List<ColumnReference> output) {
    for (int i = 0; i < output.size(); i++) {
      if (output.get(i).name().equals(NAME)) {
        return i;
      }
    }
    return -1;
  }
}
