package io.sampo.runtime.source.partition;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.types.DataType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the folders of a table's files say.
 *
 * @param columns one for each level of folders, in order
 * @param partitions in the order of their files
 */
public record PartitionFolders(StructType columns, List<Partition> partitions) {
  public PartitionFolders {
    partitions = List.copyOf(partitions);
  }

  /**
   * The files of one combination of values.
   *
   * @param values of the columns, in the forms of spec literals
   */
  record Partition(@Nullable Object[] values, List<Path> files) {}

  /** A name and a text for each level. */
  private record Levels(List<String> names, List<@Nullable String> texts) {}

  /**
   * Looks at the names of the folders; empty when none has the form {@code name=value}.
   *
   * @param schema the schema that the user gave, whose types hold for columns that it names
   * @param zone for timestamps
   * @throws SampoException when the folders of two files name different columns
   */
  public static Optional<PartitionFolders> find(
      List<DataFile> files, Optional<StructType> schema, ZoneId zone) {
    var byLevels = new LinkedHashMap<List<@Nullable String>, List<Path>>();
    Levels first = null;
    for (DataFile file : files) {
      Levels levels = levels(file);
      if (first == null) {
        first = levels;
      } else if (!first.names().equals(levels.names())) {
        throw conflict(file.file(), first.names(), levels.names());
      }
      byLevels.computeIfAbsent(levels.texts(), key -> new ArrayList<>()).add(file.file());
    }
    if (first == null || first.names().isEmpty()) {
      return Optional.empty();
    }
    var fields = new ArrayList<StructField>();
    for (int i = 0; i < first.names().size(); i++) {
      String name = first.names().get(i);
      int level = i;
      OptionalInt given = schema.isPresent() ? schema.get().indexOf(name) : OptionalInt.empty();
      DataType type =
          given.isPresent()
              ? schema.orElseThrow().fields().get(given.getAsInt()).type()
              : PartitionText.typeOf(
                  byLevels.keySet().stream().map(texts -> texts.get(level)).toList(), zone);
      fields.add(new StructField(name, type, true));
    }
    var partitions = new ArrayList<Partition>();
    for (Map.Entry<List<@Nullable String>, List<Path>> entry : byLevels.entrySet()) {
      @Nullable Object[] values = new Object[fields.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = PartitionText.value(entry.getKey().get(i), fields.get(i).type(), zone);
      }
      partitions.add(new Partition(values, List.copyOf(entry.getValue())));
    }
    return Optional.of(new PartitionFolders(new StructType(fields), partitions));
  }

  private static Levels levels(DataFile file) {
    var names = new ArrayList<String>();
    var texts = new ArrayList<@Nullable String>();
    Path parent = file.file().getParent();
    if (parent != null && parent.startsWith(file.root())) {
      for (Path part : file.root().relativize(parent)) {
        String name = part.toString();
        int equals = name.indexOf('=');
        if (equals > 0) {
          names.add(String.valueOf(PartitionText.unescaped(name.substring(0, equals))));
          texts.add(PartitionText.unescaped(name.substring(equals + 1)));
        }
      }
    }
    return new Levels(names, texts);
  }

  private static SampoException conflict(Path file, List<String> first, List<String> other) {
    return new SampoException(
        ErrorCode.FAILED_READ_FILE,
        Map.of(
            "format",
            "partitioned",
            "path",
            file,
            "details",
            "its folders name the columns " + other + ", those of other files " + first));
  }

  /** The columns of the files: those of a schema that no folder stands for. */
  public StructType withoutPartitions(StructType schema) {
    return new StructType(
        schema.fields().stream().filter(field -> columns.indexOf(field.name()).isEmpty()).toList());
  }
}
