package io.sampo.runtime.engine;

import io.sampo.engine.QueryResult;
import io.sampo.engine.ResultBatch;
import io.sampo.row.RowValues;
import io.sampo.types.StructField;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a result as a query can hold them. */
final class RowLiterals {
  private RowLiterals() {}

  /** Reads all rows; values as spec literals have them. */
  static List<@Nullable Object[]> all(QueryResult result) {
    List<StructField> fields = result.schema().fields();
    var rows = new ArrayList<@Nullable Object[]>();
    for (ResultBatch batch = result.next(); batch != null; batch = result.next()) {
      for (int i = 0; i < batch.rowCount(); i++) {
        var row = new @Nullable Object[fields.size()];
        for (int column = 0; column < row.length; column++) {
          StructField field = fields.get(column);
          row[column] = RowValues.literal(batch.value(i, column), field.type(), true, field.name());
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
