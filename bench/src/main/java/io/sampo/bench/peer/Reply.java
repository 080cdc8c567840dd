package io.sampo.bench.peer;

import io.sampo.bench.answer.AnswerColumn;
import io.sampo.bench.answer.ColumnKind;
import io.sampo.bench.json.Json;
import io.sampo.bench.json.JsonObject;
import java.util.List;

/** An engine's answer to a request. */
public sealed interface Reply {
  /**
   * It was done.
   *
   * @param columns of the answer, empty when it was dropped
   */
  record Done(double milliseconds, long rows, List<AnswerColumn> columns) implements Reply {
    public Done {
      columns = List.copyOf(columns);
    }
  }

  /** It failed; the engine goes on unless the message says that it ended. */
  record Failed(String message) implements Reply {}

  /** Reads a reply's line. */
  static Reply parse(String line) {
    JsonObject fields = Json.parseObject(line);
    if (fields.text("error").isPresent()) {
      return new Failed(fields.text("error").get());
    }
    List<AnswerColumn> columns =
        fields.objects("columns").stream()
            .map(column ->
                new AnswerColumn(
                    column.text("name").orElse(""),
                    ColumnKind.named(column.text("kind").orElseThrow()),
                    column.number("scale").orElse(0).intValue()))
            .toList();
    return new Done(
        fields.number("ms").orElseThrow().doubleValue(),
        fields.number("rows").orElse(0).longValue(),
        columns);
  }
}
