package io.sampo.cli.query;

import io.sampo.cli.arguments.UsageException;
import io.sampo.session.DataFrameReader;
import io.sampo.session.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Arrays;
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

  /** What makes a path a glob. */
  private static final String MARKS = "*?[{";

  private static final byte[] PARQUET_MARK = "PAR1".getBytes(StandardCharsets.US_ASCII);
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

  /**
   * The format of the first file, by name, of a folder or glob: what its extension or its first
   * bytes say.
   */
  private static Optional<String> formatInside(String path) {
    Path start = folder(path);
    boolean glob = hasMarks(path);
    PathMatcher matcher =
        FileSystems.getDefault().getPathMatcher("glob:" + path.replaceAll("/+$", ""));
    try (Stream<Path> files = Files.walk(start)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !glob || matches(matcher, start, file))
          .filter(file -> {
            String name = file.getFileName().toString();
            return !name.startsWith(".") && !name.startsWith("_");
          })
          .sorted()
          .flatMap(
              file -> format(file.getFileName().toString()).or(() -> formatOfBytes(file)).stream())
          .findFirst();
    } catch (IOException | InvalidPathException | UncheckedIOException e) {
      // A folder that cannot be listed shows no format either.
      return Optional.empty();
    }
  }

  private static boolean hasMarks(String path) {
    return MARKS.chars().anyMatch(mark -> path.indexOf(mark) >= 0);
  }

  /** Whether the glob names the file or a folder it is in. */
  private static boolean matches(PathMatcher matcher, Path start, Path file) {
    for (Path part = file; part != null && !part.equals(start); part = part.getParent()) {
      if (matcher.matches(part) || matcher.matches(part.normalize())) {
        return true;
      }
    }
    return false;
  }

  private static Optional<String> formatOfBytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] first = in.readNBytes(PARQUET_MARK.length);
      return Arrays.equals(first, PARQUET_MARK) ? Optional.of("parquet") : Optional.empty();
    } catch (IOException e) {
      // A file that cannot be read shows no format.
      return Optional.empty();
    }
  }

  private static Path folder(String path) {
    String fixed = path;
    for (char mark : MARKS.toCharArray()) {
      int at = fixed.indexOf(mark);
      if (at >= 0) {
        int slash = fixed.lastIndexOf('/', at);
        fixed = slash < 0 ? "." : fixed.substring(0, slash + 1);
      }
    }
    return Path.of(fixed);
  }
}
