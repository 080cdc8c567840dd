package io.sampo.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.engine.ResultBatch;
import io.sampo.row.Row;
import io.sampo.row.ShowTable;
import io.sampo.row.ValueText;
import io.sampo.types.DataType;
import io.sampo.types.StructType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableWriterTest {
  private static final ValueText VALUES = ValueText.shown(ZoneOffset.UTC);
  private static final StructType SCHEMA =
      new StructType(List.of()).add("id", DataType.LONG).add("表 text", DataType.STRING);

  private record Rows(List<Row> rows) implements ResultBatch {
    @Override
    public int rowCount() {
      return rows.size();
    }

    @Override
    public @Nullable Object value(int row, int column) {
      return rows.get(row).get(column);
    }

    @Override
    public Object toArrow() {
      throw new UnsupportedOperationException();
    }
  }

  /** More than is kept in memory, so that the file takes part. */
  @Test
  void looksAsShowDoesWhateverTheSize() {
    List<Row> rows = new ArrayList<>();
    for (long id = 0; id < 400_000; id++) {
      rows.add(
          Row.of(id, id % 3 == 0 ? null : id % 3 == 1 ? "宽 " + id : "x".repeat(60) + "\t" + id));
    }
    var bytes = new ByteArrayOutputStream();
    var output = new Utf8Output(bytes);
    try (ResultWriter writer =
        OutputFormat.TABLE.writer(output, SCHEMA, VALUES, TableWriter.ALL_ROWS)) {
      for (int from = 0; from < rows.size(); from += 10_000) {
        assertThat(writer.batch(new Rows(rows.subList(from, from + 10_000)))).isTrue();
      }
      writer.end();
    }
    output.flush();
    String expected = new ShowTable(rows.size(), 1_000, false).render(SCHEMA.names(), rows, VALUES);
    assertThat(bytes.toString(StandardCharsets.UTF_8).equals(expected)).isTrue();
  }
}
