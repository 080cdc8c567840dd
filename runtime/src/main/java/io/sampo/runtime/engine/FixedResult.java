package io.sampo.runtime.engine;

import io.sampo.engine.QueryProgress;
import io.sampo.engine.QueryResult;
import io.sampo.engine.ResultBatch;
import io.sampo.error.SampoException;
import io.sampo.types.DataType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer of a command: a few rows that are there already. */
final class FixedResult implements QueryResult {
  private final StructType schema;
  private final List<@Nullable Object[]> rows;
  private boolean read;

  FixedResult(StructType schema, List<@Nullable Object[]> rows) {
    this.schema = schema;
    this.rows = rows;
  }

  /** No columns, no rows. */
  static FixedResult none() {
    return new FixedResult(new StructType(List.of()), List.of());
  }

  /** One column of text. */
  static FixedResult text(String column, List<String> lines) {
    return new FixedResult(
        StructType.of(StructField.of(column, DataType.STRING)),
        lines.stream().map(line -> new @Nullable Object[] {line}).toList());
  }

  @Override
  public StructType schema() {
    return schema;
  }

  @Override
  public @Nullable ResultBatch next() {
    if (read || rows.isEmpty()) {
      return null;
    }
    read = true;
    return new ResultBatch() {
      @Override
      public int rowCount() {
        return rows.size();
      }

      @Override
      public @Nullable Object value(int row, int column) {
        return rows.get(row)[column];
      }

      @Override
      public Object toArrow() {
        throw SampoException.unsupported(
            "Arrow output of a command's answer", "Read its rows.", null);
      }
    };
  }

  @Override
  public QueryProgress progress() {
    return new QueryProgress("", 0, 0, 0, 0, 0, 0, 1, Duration.ZERO);
  }

  @Override
  public void cancel() {}

  @Override
  public void close() {}
}
