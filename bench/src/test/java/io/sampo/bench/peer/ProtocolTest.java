package io.sampo.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sampo.bench.answer.AnswerColumn;
import io.sampo.bench.answer.ColumnKind;
import io.sampo.bench.json.Json;
import io.sampo.bench.json.JsonObject;
import io.sampo.bench.suite.DataFormat;
import io.sampo.bench.suite.Table;
import io.sampo.bench.suite.TableColumn;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProtocolTest {
  @Test
  void aRunNamesItsTablesAndItsUse() {
    var given =
        new Table("t", Path.of("t.csv"), DataFormat.CSV, List.of(new TableColumn("a", "BIGINT")));
    var inferred = new Table("u", Path.of("u.csv"), DataFormat.CSV, List.of());
    var run =
        new Request.Run(
            "csv", "count", "select 1", List.of(given, inferred), Use.SAVE_ROWS, Path.of("answer"));

    JsonObject sent = Json.parseObject(run.toJson());

    assertThat(sent.text("op")).contains("run");
    assertThat(sent.text("id")).contains("count");
    assertThat(sent.text("use")).contains("save-rows");
    assertThat(sent.text("file")).contains("answer");
    assertThat(sent.objects("tables").getFirst().objects("schema").getFirst().text("type"))
        .contains("BIGINT");
    assertThat(sent.objects("tables").get(1).fields()).containsEntry("schema", null);
  }

  @Test
  void aUseThatWritesNeedsAFile() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Request.Run("tpch", "q01", "select 1", List.of(), Use.SAVE_ROWS, null));
  }

  @Test
  void repliesAreDoneOrFailed() {
    assertThat(
            Reply.parse(
                "{\"ms\": 1.5, \"rows\": 4, \"columns\":"
                    + " [{\"name\": \"a\", \"kind\": \"decimal\", \"scale\": 2}]}"))
        .isEqualTo(new Reply.Done(1.5, 4, List.of(new AnswerColumn("a", ColumnKind.DECIMAL, 2))));
    assertThat(Reply.parse("{\"error\": \"no such table\"}"))
        .isEqualTo(new Reply.Failed("no such table"));
  }
}
