package io.sampo.cli.output;

import io.sampo.engine.ResultBatch;
import io.sampo.row.JsonText;
import io.sampo.types.StructType;
import java.time.ZoneId;

/** One object a row, each in a line of its own. */
final class JsonWriter implements ResultWriter {
  private final Utf8Output output;
  private final JsonText json;
  private final String[] beforeValues;

  JsonWriter(Utf8Output output, StructType schema, ZoneId zone) {
    this.output = output;
    this.json = new JsonText(zone);
    this.beforeValues = new String[schema.size()];
    for (int column = 0; column < beforeValues.length; column++) {
      String name = json.value(schema.names().get(column));
      beforeValues[column] = (column == 0 ? "" : ",") + name + ":";
    }
  }

  @Override
  public boolean batch(ResultBatch batch) {
    for (int row = 0; row < batch.rowCount(); row++) {
      output.ascii('{');
      for (int column = 0; column < beforeValues.length; column++) {
        output.text(beforeValues[column]);
        switch (batch.value(row, column)) {
          case Long number -> output.number(number);
          case Integer number -> output.number(number);
          case null -> output.text("null");
          case Object value -> output.text(json.value(value));
        }
      }
      output.ascii('}');
      output.ascii('\n');
    }
    return true;
  }

  @Override
  public void end() {
    // The last row is already ended.
  }

  @Override
  public void close() {
    // Nothing is kept.
  }
}
