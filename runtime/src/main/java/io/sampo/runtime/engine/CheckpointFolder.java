package io.sampo.runtime.engine;

import io.sampo.error.ErrorCode;
import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.spec.Relation;
import io.sampo.spec.Statement;
import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.MapType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one checkpoint, in a folder of its own: Parquet files whose columns have names of
 * ours, since those of a relation may be the same twice. They appear all at once, as those of any
 * write do.
 */
record CheckpointFolder(Path path) {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);
  private static final String PREFIX = "sampo-checkpoint-";
  private static final String FORMAT = "parquet";
  private static final String ALIAS = "checkpoint";

  /**
   * A folder that is made when rows are written.
   *
   * @param name unlike those of all other checkpoints
   */
  static CheckpointFolder below(Path folder, String name) {
    return new CheckpointFolder(folder.toAbsolutePath().normalize().resolve(PREFIX + name));
  }

  /** The folder of that path; empty for one that is not of ours. */
  static Optional<CheckpointFolder> of(String path) {
    Path folder = Path.of(path);
    Path name = folder.getFileName();
    return name != null && name.toString().startsWith(PREFIX)
        ? Optional.of(new CheckpointFolder(folder))
        : Optional.empty();
  }

  /** What the columns are called in the files. */
  static List<String> columns(int count) {
    return IntStream.range(0, count).mapToObj(column -> "c" + column).toList();
  }

  /** How files have a type: whatever is nested in it may be null. */
  static DataType stored(DataType type) {
    if (type instanceof ArrayType array) {
      return new ArrayType(stored(array.elementType()), true);
    }
    if (type instanceof MapType map) {
      return new MapType(stored(map.keyType()), stored(map.valueType()), true);
    }
    if (type instanceof StructType struct) {
      return new StructType(
          struct.fields().stream()
              .map(field -> new StructField(field.name(), stored(field.type()), true))
              .toList());
    }
    return type;
  }

  /** The write that makes the files. */
  Statement.Write write(Relation relation, int columns) {
    return new Statement.Write(
        new Relation.SubqueryAlias(relation, ALIAS, columns(columns), Origin.NONE),
        FORMAT,
        path.toString(),
        Statement.SaveMode.OVERWRITE,
        Map.of(),
        List.of());
  }

  /**
   * The files as a relation.
   *
   * @param schema what is known of the columns
   */
  Relation.Files files(Optional<StructType> schema) {
    return new Relation.Files(
        FORMAT,
        List.of(path.toString()),
        Map.of("recursivefilelookup", "true"),
        schema,
        Origin.NONE);
  }

  /** Whether the files are there. */
  boolean isThere() {
    return Files.isDirectory(path);
  }

  /** How many bytes they have together. */
  long bytes() {
    try (Stream<Path> all = Files.list(path)) {
      long sum = 0;
      for (Path file : all.toList()) {
        sum += Files.size(file);
      }
      return sum;
    } catch (IOException e) {
      throw new SampoException(
          ErrorCode.FAILED_READ_FILE,
          Map.of("format", ALIAS, "path", path, "details", String.valueOf(e)),
          null,
          e);
    }
  }

  /** Removes the files; what cannot be removed stays, and a warning says so. */
  void delete() {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException e) {
      LOG.debug("nothing is in {}", path);
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("Cannot remove the checkpoint {}: {}", path, e.toString());
    }
  }
}
