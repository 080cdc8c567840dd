package io.sampo.bench.suite;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file under a name.
 *
 * @param path the file, or a glob of Parquet files
 * @param columns the schema to read it with; empty when the engine must find it out
 */
public record Table(String name, Path path, DataFormat format, List<TableColumn> columns) {
  public Table {
    columns = List.copyOf(columns);
  }

  /** A Parquet file, which knows its own schema. */
  public static Table parquet(String name, Path path) {
    return new Table(name, path, DataFormat.PARQUET, List.of());
  }

  /** The form the runner protocol has for it. */
  public Map<String, @Nullable Object> toProtocol() {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("name", name);
    fields.put("path", path.toString());
    fields.put("format", format.label());
    fields.put(
        "schema",
        columns.isEmpty()
            ? null
            : columns.stream()
                .map(column -> Map.of("name", column.name(), "type", column.type()))
                .toList());
    return fields;
  }
}
