package io.sampo.runtime.source.format;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.source.FileFormat;
import io.sampo.runtime.source.FileTable;
import io.sampo.runtime.source.StoredTable;
import io.sampo.runtime.source.TableDescription;
import io.sampo.runtime.source.csv.CsvFormat;
import io.sampo.runtime.source.json.JsonFormat;
import io.sampo.runtime.source.parquet.ParquetFormat;
import io.sampo.runtime.source.partition.PartitionedTable;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The formats that can be read, by name and by file extension. */
public final class FileFormats {
  private FileFormats() {}

  /**
   * The format of that name, case ignored.
   *
   * @throws SampoException INVALID_ARGUMENT when there is none
   */
  public static FileFormat named(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "parquet" -> new ParquetFormat();
      case "csv" -> new CsvFormat();
      case "json" -> new JsonFormat();
      default ->
          throw new SampoException(
              ErrorCode.INVALID_ARGUMENT,
              Map.of(
                  "value",
                  name,
                  "parameter",
                  "format",
                  "details",
                  "the formats are csv, json and parquet"));
    };
  }

  /** The table that a description tells of. Opens no file. */
  public static StoredTable open(TableDescription description) {
    FileFormat format = named(description.format());
    if (description.folders().isPresent()) {
      return PartitionedTable.of(format, description, description.folders().get());
    }
    return new FileTable(
        format,
        description.files().stream().map(Path::of).toList(),
        description.options(),
        description.schema(),
        description.splits());
  }

  /** The format that a path's extension tells; compression endings do not count. */
  public static Optional<String> byExtension(String path) {
    String lower = path.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|zst|zstd)$", "");
    if (lower.endsWith(".parquet")) {
      return Optional.of("parquet");
    }
    if (lower.endsWith(".csv") || lower.endsWith(".tsv")) {
      return Optional.of("csv");
    }
    return lower.endsWith(".json") || lower.endsWith(".jsonl") || lower.endsWith(".ndjson")
        ? Optional.of("json")
        : Optional.empty();
  }
}
