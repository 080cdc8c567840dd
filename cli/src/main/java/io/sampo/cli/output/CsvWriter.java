package io.sampo.cli.output;

import io.sampo.engine.ResultBatch;
import io.sampo.row.ValueText;
import io.sampo.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A header and the rows, quoted where RFC 4180 asks for it, each ended by a line feed. Null is an
 * empty field, an empty text is a pair of quotes.
 */
final class CsvWriter implements ResultWriter {
  private final Utf8Output output;
  private final ValueText values;
  private final int columns;

  CsvWriter(Utf8Output output, StructType schema, ValueText values) {
    this.output = output;
    this.values = values;
    this.columns = schema.size();
    for (int column = 0; column < columns; column++) {
      separate(column);
      quoted(schema.names().get(column));
    }
    output.ascii('\n');
  }

  @Override
  public boolean batch(ResultBatch batch) {
    for (int row = 0; row < batch.rowCount(); row++) {
      for (int column = 0; column < columns; column++) {
        separate(column);
        value(batch.value(row, column));
      }
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

  private void separate(int column) {
    if (column > 0) {
      output.ascii(',');
    }
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> {
        // An empty field.
      }
      case Long number -> output.number(number);
      case Integer number -> output.number(number);
      case String text -> quoted(text);
      default -> quoted(values.text(value));
    }
  }

  private void quoted(String text) {
    if (!needsQuotes(text)) {
      output.text(text);
      return;
    }
    output.ascii('"');
    output.text(text.indexOf('"') < 0 ? text : text.replace("\"", "\"\""));
    output.ascii('"');
  }

  private static boolean needsQuotes(String text) {
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case ',', '"', '\n', '\r' -> {
          return true;
        }
        default -> {
          // The next character decides.
        }
      }
    }
    return text.isEmpty();
  }
}
