package io.sampo.plan.function.kernel;

import io.sampo.types.DataType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** CSV records in text. */
public final class CsvKernels {
  private CsvKernels() {}

  /**
   * A field of a record.
   *
   * @param quoted whether it stood in quotes
   */
  private record Field(String text, boolean quoted) {}

  /** The characters that structure a record. */
  private record Dialect(char separator, char quote, char escape) {
    static Dialect of(TextValues values) {
      String separator = values.option("sep", values.option("delimiter", ","));
      return new Dialect(
          character(separator.equals("\\t") ? "\t" : separator),
          character(values.option("quote", "\"")),
          character(values.option("escape", "\\")));
    }

    private static char character(String text) {
      return text.isEmpty() ? '\0' : text.charAt(0);
    }

    List<Field> fields(String record) {
      var fields = new ArrayList<Field>();
      int at = 0;
      while (true) {
        var text = new StringBuilder();
        boolean quoted = at < record.length() && quote != '\0' && record.charAt(at) == quote;
        at = quoted ? quoted(record, at + 1, text) : at;
        while (at < record.length() && record.charAt(at) != separator) {
          text.append(record.charAt(at++));
        }
        fields.add(new Field(text.toString(), quoted));
        if (at >= record.length()) {
          return fields;
        }
        at++;
      }
    }

    private int quoted(String record, int from, StringBuilder text) {
      int at = from;
      while (at < record.length()) {
        char c = record.charAt(at++);
        boolean pair = at < record.length() && record.charAt(at) == quote;
        if ((c == escape || c == quote) && pair) {
          text.append(quote);
          at++;
        } else if (c == quote) {
          return at;
        } else {
          text.append(c);
        }
      }
      return at;
    }
  }

  public static @Nullable List<?> fromCsv(
      @Nullable String text, String schema, @Nullable Map<?, ?> options, String zone) {
    if (text == null) {
      return null;
    }
    var type = (StructType) SchemaText.parse(schema);
    TextValues values = TextValues.of(options, zone);
    String corrupt = values.option("columnnameofcorruptrecord", "_corrupt_record");
    List<Field> fields = Dialect.of(values).fields(text);
    var record = new ArrayList<@Nullable Object>();
    int place = 0;
    int corruptPlace = -1;
    boolean malformed = false;
    for (StructField field : type.fields()) {
      if (field.name().equals(corrupt)) {
        corruptPlace = record.size();
        record.add(null);
        continue;
      }
      Object value = null;
      if (place < fields.size() && !isNull(fields.get(place), values)) {
        value = values.parse(fields.get(place).text(), field.type());
        malformed |= value == null;
      }
      malformed |= place >= fields.size();
      place++;
      record.add(value);
    }
    malformed |= place < fields.size();
    if (malformed) {
      values.malformed("from_csv", text, "its fields do not fit " + type.sql());
      if (corruptPlace >= 0) {
        record.set(corruptPlace, text);
      }
    }
    return record;
  }

  private static boolean isNull(Field field, TextValues values) {
    return !field.quoted()
        && (field.text().isEmpty() || field.text().equals(values.option("nullvalue", "")));
  }

  public static String schemaOf(String text, @Nullable Map<?, ?> options) {
    TextValues values = TextValues.of(options, "UTC");
    var fields = new ArrayList<StructField>();
    for (Field field : Dialect.of(values).fields(text)) {
      fields.add(StructField.of("_c" + fields.size(), type(field.text(), values)));
    }
    return new StructType(fields).sql();
  }

  private static DataType type(String text, TextValues values) {
    if (text.isEmpty()) {
      return DataType.STRING;
    }
    for (DataType type :
        List.of(
            DataType.INTEGER,
            DataType.LONG,
            DataType.DOUBLE,
            DataType.DATE,
            DataType.TIMESTAMP,
            DataType.BOOLEAN)) {
      if (values.parse(text, type) != null) {
        return type;
      }
    }
    return DataType.STRING;
  }

  public static @Nullable String toCsv(
      @Nullable Object value, String schema, @Nullable Map<?, ?> options, String zone) {
    if (value == null) {
      return null;
    }
    TextValues values = TextValues.of(options, zone);
    Dialect dialect = Dialect.of(values);
    var fields = (List<?>) value;
    var type = (StructType) SchemaText.parse(schema);
    var out = new StringBuilder();
    for (int i = 0; i < fields.size(); i++) {
      if (i > 0) {
        out.append(dialect.separator());
      }
      Object field = fields.get(i);
      if (field == null) {
        out.append(values.option("nullvalue", ""));
      } else {
        append(values.text(field, type.fields().get(i).type()), dialect, values, out);
      }
    }
    return out.toString();
  }

  private static void append(String text, Dialect dialect, TextValues values, StringBuilder out) {
    if (text.isEmpty()) {
      out.append(values.option("emptyvalue", "\"\""));
      return;
    }
    boolean quoted =
        values.option("quoteall", "false").equalsIgnoreCase("true")
            || text.chars()
                .anyMatch(c ->
                    c == dialect.separator() || c == dialect.quote() || c == '\n' || c == '\r');
    if (!quoted) {
      out.append(text);
      return;
    }
    out.append(dialect.quote());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == dialect.quote()) {
        out.append(dialect.escape());
      }
      out.append(c);
    }
    out.append(dialect.quote());
  }
}
