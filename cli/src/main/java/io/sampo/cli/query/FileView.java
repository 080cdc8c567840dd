package io.sampo.cli.query;

import io.sampo.cli.arguments.UsageException;
import io.sampo.session.DataFrameReader;
import io.sampo.session.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A view over files: {@code NAME=PATH}. The extension says the format, for a folder that of a file
 * in it.
 *
 * @param path a file, a folder or a glob
 * @param format as a reader calls it
 */
public record FileView(String name, String path, String format) {
  private static final List<String> COMPRESSIONS =
      List.of(".gz", ".zst", ".zstd", ".lz4", ".snappy", ".bz2");
  private static final String EXPECTED =
      ".csv, .tsv, .json, .jsonl, .ndjson (also compressed, as in .csv.gz) or .parquet";

  /**
   * Reads {@code NAME=PATH}.
   *
   * @throws UsageException when it is not of that form, or when the format is not to be seen
   */
  static FileView parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 1 || equals == text.length() - 1) {
      throw new UsageException(
          "--view needs NAME=PATH, for example sales=data/sales.csv, not \"" + text + "\"");
    }
    String name = text.substring(0, equals).strip();
    String path = text.substring(equals + 1);
    String format =
        format(path)
            .or(() -> formatInside(path))
            .orElseThrow(() ->
                new UsageException(
                    "cannot tell the format of --view "
                        + text
                        + ": expected files with "
                        + EXPECTED));
    return new FileView(name, path, format);
  }

  /** Makes the view; looks at the files' schema only. */
  void define(Session session) {
    DataFrameReader reader = session.read().format(format);
    if (format.equals("csv")) {
      reader.option("inferschema", true).option("header", "auto");
    }
    reader.load(path).createOrReplaceTempView(name);
  }

  private static Optional<String> format(String path) {
    String plain = path.toLowerCase(Locale.ROOT);
    for (String compression : COMPRESSIONS) {
      if (plain.endsWith(compression)) {
        plain = plain.substring(0, plain.length() - compression.length());
        break;
      }
    }
    return switch (plain.substring(plain.lastIndexOf('.') + 1)) {
      case "csv", "tsv" -> Optional.of("csv");
      case "json", "jsonl", "ndjson" -> Optional.of("json");
      case "parquet", "parq", "pq" -> Optional.of("parquet");
      default -> Optional.empty();
    };
  }

  /** The format of the first file below a folder, or below the fixed part of a glob. */
  private static Optional<String> formatInside(String path) {
    try (Stream<Path> files = Files.walk(folder(path))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith(".") && !name.startsWith("_"))
          .flatMap(name -> format(name).stream())
          .findFirst();
    } catch (IOException | InvalidPathException | UncheckedIOException e) {
      // A folder that cannot be listed shows no format either.
      return Optional.empty();
    }
  }

  private static Path folder(String path) {
    String fixed = path;
    for (char mark : new char[] {'*', '?', '[', '{'}) {
      int at = fixed.indexOf(mark);
      if (at >= 0) {
        int slash = fixed.lastIndexOf('/', at);
        fixed = slash < 0 ? "." : fixed.substring(0, slash + 1);
      }
    }
    return Path.of(fixed);
  }
}
