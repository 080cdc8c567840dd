package io.sampo.runtime.source.json;

import io.sampo.codegen.vector.ColumnVector;
import io.sampo.codegen.vector.NestedCodec;
import io.sampo.runtime.source.ScanRequest;
import io.sampo.runtime.source.ScanResources;
import io.sampo.runtime.source.ScanSplit;
import io.sampo.runtime.source.text.Vectors;
import io.sampo.types.ArrayType;
import io.sampo.types.MapType;
import io.sampo.types.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/**
 * A JSON file and how a test reads it. The allocator is closed after each reading, which fails if a
 * byte was not freed.
 */
public final class JsonReading {
  private final Path file;
  private final Map<String, String> options = new HashMap<>();
  private @Nullable StructType schema;
  private int batchSize = 1024;
  private long splitBytes = 1 << 20;
  private @Nullable List<Integer> projection;

  private JsonReading(Path file) {
    this.file = file;
  }

  static JsonReading of(Path folder, String text) {
    try {
      return new JsonReading(
          Files.writeString(Files.createTempFile(folder, "test", ".json"), text));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public static JsonReading at(Path file) {
    return new JsonReading(file);
  }

  public JsonReading option(String key, String value) {
    options.put(key, value);
    return this;
  }

  public JsonReading schema(StructType given) {
    schema = given;
    return this;
  }

  JsonReading batchSize(int rows) {
    batchSize = rows;
    return this;
  }

  JsonReading splitBytes(long bytes) {
    splitBytes = bytes;
    return this;
  }

  JsonReading project(Integer... columns) {
    projection = List.of(columns);
    return this;
  }

  StructType inferred() {
    return new JsonFormat().inferSchema(List.of(file), options);
  }

  public List<List<@Nullable Object>> rows() {
    return read(new JsonFormat().splits(List.of(file), request(), splitBytes));
  }

  List<List<@Nullable Object>> rowsSplitAt(long offset) throws IOException {
    String path = file.toString();
    long size = Files.size(file);
    return read(
        List.of(
            new ScanSplit(path, 0, offset, offset, -1),
            new ScanSplit(path, offset, size, size - offset, -1)));
  }

  private ScanRequest request() {
    StructType read = schema == null ? inferred() : schema;
    List<Integer> columns =
        projection == null ? IntStream.range(0, read.size()).boxed().toList() : projection;
    return new ScanRequest(read, columns, List.of(), options, batchSize);
  }

  private List<List<@Nullable Object>> read(List<ScanSplit> splits) {
    ScanRequest request = request();
    var rows = new ArrayList<List<@Nullable Object>>();
    try (var allocator = new RootAllocator()) {
      for (ScanSplit split : splits) {
        try (var source =
            new JsonFormat().open(split, request, new ScanResources(allocator, () -> false))) {
          int count;
          while ((count = source.next()) >= 0) {
            for (int row = 0; row < count; row++) {
              var values = new ArrayList<@Nullable Object>();
              for (int column = 0; column < request.projection().size(); column++) {
                values.add(value(source.column(column), row));
              }
              rows.add(values);
            }
          }
        }
      }
    }
    return rows;
  }

  private static @Nullable Object value(ColumnVector vector, int row) {
    boolean nested =
        vector.type instanceof ArrayType
            || vector.type instanceof MapType
            || vector.type instanceof StructType;
    if (nested && !vector.isNull(row)) {
      return NestedCodec.decode(vector.address(row), vector.type);
    }
    return Vectors.value(vector, row);
  }
}
