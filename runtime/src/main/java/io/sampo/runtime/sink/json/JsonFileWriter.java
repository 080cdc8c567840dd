package io.sampo.runtime.sink.json;

import io.sampo.codegen.vector.ColumnVector;
import io.sampo.error.SampoException;
import io.sampo.runtime.sink.FileWriter;
import io.sampo.runtime.sink.text.TextOutput;
import io.sampo.runtime.sink.text.ValueFormat;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Writes one JSON object a line. Fields that are null are left out unless the option {@code
 * ignorenullfields} is false, as in Spark.
 */
public final class JsonFileWriter implements FileWriter {
  private final TextOutput out;
  private final byte[][] names;
  private final boolean keepsNulls;
  private final JsonValues values;

  private JsonFileWriter(TextOutput out, StructType schema, boolean keepsNulls, JsonValues values) {
    this.out = out;
    this.keepsNulls = keepsNulls;
    this.values = values;
    this.names =
        schema.fields().stream()
            .map(StructField::name)
            .map(name -> (JsonValues.quoted(name) + ":").getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
  }

  /**
   * Creates the file, replacing one that is there.
   *
   * @param options keys in lower case: {@code ignorenullfields} and those of {@link ValueFormat}
   * @throws SampoException UNSUPPORTED_FEATURE for a column of intervals, FAILED_WRITE_FILE,
   *     INVALID_ARGUMENT for an option
   */
  public static JsonFileWriter open(Path path, StructType schema, Map<String, String> options) {
    schema.fields().forEach(field -> JsonValues.checkType(field.name(), field.type()));
    boolean keepsNulls =
        options.getOrDefault("ignorenullfields", "true").toLowerCase(Locale.ROOT).equals("false");
    var format = new ValueFormat(options);
    TextOutput out = TextOutput.create(path);
    return new JsonFileWriter(out, schema, keepsNulls, new JsonValues(out, format, keepsNulls));
  }

  @Override
  public void write(ColumnVector[] columns, int rowCount) {
    for (int row = 0; row < rowCount; row++) {
      out.put('{');
      boolean first = true;
      for (int column = 0; column < columns.length; column++) {
        ColumnVector vector = columns[column];
        boolean isNull = vector.isNull(row);
        if (isNull && !keepsNulls) {
          continue;
        }
        if (!first) {
          out.put(',');
        }
        first = false;
        out.put(names[column]);
        if (isNull) {
          out.put("null");
        } else {
          values.write(vector.type, vector.address(row));
        }
      }
      out.put('}');
      out.put('\n');
    }
  }

  @Override
  public long bytesWritten() {
    return out.size();
  }

  @Override
  public void close() {
    out.close();
  }
}
