package io.sampo.cli.output;

import io.sampo.row.ValueText;
import io.sampo.types.StructType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How results are printed. */
public enum OutputFormat {
  /** The grid of {@code show}, with all of every cell. */
  TABLE,
  /** A line of names and a line a row, quoted after RFC 4180; null is an empty field. */
  CSV,
  /** An object a row, each in a line of its own. */
  JSON;

  /** As typed, the default first. */
  public static List<String> names() {
    return Arrays.stream(values()).map(format -> format.name().toLowerCase(Locale.ROOT)).toList();
  }

  public static OutputFormat of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /**
   * A writer of one result.
   *
   * @param values the text of values; its text of null is not used in CSV and JSON
   * @param mostRows the rows of a table, {@link TableWriter#ALL_ROWS} for all; the other formats
   *     always write all
   */
  public ResultWriter writer(Utf8Output output, StructType schema, ValueText values, int mostRows) {
    return switch (this) {
      case TABLE -> new TableWriter(output, schema, values, mostRows);
      case CSV -> new CsvWriter(output, schema, values);
      case JSON -> new JsonWriter(output, schema, values.zone());
    };
  }
}
