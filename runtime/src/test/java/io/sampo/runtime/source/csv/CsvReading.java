package io.sampo.runtime.source.csv;

import io.sampo.runtime.source.ScanRequest;
import io.sampo.runtime.source.ScanResources;
import io.sampo.runtime.source.ScanSplit;
import io.sampo.runtime.source.text.Vectors;
import io.sampo.types.DataType;
import io.sampo.types.StructType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
 * A CSV file and how a test reads it. The allocator is closed after each reading, which fails if a
 * byte was not freed.
 */
final class CsvReading {
  private final Path file;
  private final Map<String, String> options = new HashMap<>();
  private @Nullable StructType schema;
  private int batchSize = 1024;
  private long splitBytes = 1 << 20;
  private @Nullable List<Integer> projection;

  private CsvReading(Path file) {
    this.file = file;
  }

  static CsvReading of(Path folder, String text) {
    return of(folder, text.getBytes(StandardCharsets.UTF_8));
  }

  static CsvReading of(Path folder, byte[] bytes) {
    try {
      Path file = Files.createTempFile(folder, "test", ".csv");
      Files.write(file, bytes);
      return new CsvReading(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static CsvReading at(Path file) {
    return new CsvReading(file);
  }

  CsvReading option(String key, String value) {
    options.put(key, value);
    return this;
  }

  CsvReading schema(StructType given) {
    schema = given;
    return this;
  }

  /** A schema of nullable columns named a, b, c and so on. */
  CsvReading types(DataType... types) {
    StructType given = new StructType(List.of());
    for (int i = 0; i < types.length; i++) {
      given = given.add(types.length <= 26 ? Character.toString('a' + i) : "c" + i, types[i]);
    }
    return schema(given);
  }

  CsvReading strings(int columns) {
    return types(
        IntStream.range(0, columns).mapToObj(i -> DataType.STRING).toArray(DataType[]::new));
  }

  CsvReading batchSize(int rows) {
    batchSize = rows;
    return this;
  }

  CsvReading splitBytes(long bytes) {
    splitBytes = bytes;
    return this;
  }

  CsvReading project(Integer... columns) {
    projection = List.of(columns);
    return this;
  }

  Path file() {
    return file;
  }

  StructType inferred() {
    return new CsvFormat().inferSchema(List.of(file), options);
  }

  /** Reads with the splits that the format makes. */
  List<List<@Nullable Object>> rows() {
    return read(new CsvFormat().splits(List.of(file), request(), splitBytes));
  }

  /** Reads the parts between the given offsets, the beginning and the end. */
  List<List<@Nullable Object>> rowsSplitAt(long... offsets) throws IOException {
    var splits = new ArrayList<ScanSplit>();
    long start = 0;
    for (long offset : offsets) {
      splits.add(new ScanSplit(file.toString(), start, offset, offset - start, -1));
      start = offset;
    }
    long size = Files.size(file);
    splits.add(new ScanSplit(file.toString(), start, size, size - start, -1));
    return read(splits);
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
            new CsvFormat().open(split, request, new ScanResources(allocator, () -> false))) {
          rows.addAll(Vectors.drain(source, request.projection().size()));
        }
      }
    }
    return rows;
  }
}
