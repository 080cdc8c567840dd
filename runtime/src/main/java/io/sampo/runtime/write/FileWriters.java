package io.sampo.runtime.write;

import io.sampo.error.SampoException;
import io.sampo.runtime.sink.FileWriter;
import io.sampo.runtime.sink.csv.CsvFileWriter;
import io.sampo.runtime.sink.json.JsonFileWriter;
import io.sampo.runtime.sink.parquet.ParquetFileWriter;
import io.sampo.runtime.sink.parquet.ParquetWriteOptions;
import io.sampo.runtime.sink.text.TextOutput;
import io.sampo.types.StructType;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;

/** Opens writers by format. */
public final class FileWriters {
  private FileWriters() {}

  /**
   * Creates a file.
   *
   * @param format its name, in any case
   * @throws SampoException when there is no such format, or the options or the schema are nothing
   *     for it
   */
  public static FileWriter open(
      String format,
      Map<String, String> options,
      Path file,
      StructType schema,
      BufferAllocator allocator) {
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "parquet" ->
          ParquetFileWriter.create(file, schema, ParquetWriteOptions.of(options), allocator);
      case "csv" -> CsvFileWriter.open(file, schema, options);
      case "json" -> JsonFileWriter.open(file, schema, options);
      default -> throw unknown(format);
    };
  }

  /** What the names of files end in. */
  public static String extension(String format, Map<String, String> options) {
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "parquet" -> ".parquet";
      case "csv" -> ".csv" + TextOutput.extension(options);
      case "json" -> ".json" + TextOutput.extension(options);
      default -> throw unknown(format);
    };
  }

  private static SampoException unknown(String format) {
    return SampoException.unsupported(
        "writing the format " + format, "Write parquet, csv or json.", null);
  }
}
