package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.BatchSource;
import io.sampo.codegen.vector.ColumnVector;
import io.sampo.codegen.vector.ScanPredicate;
import io.sampo.runtime.source.ScanRequest;
import io.sampo.runtime.source.ScanResources;
import io.sampo.runtime.source.ScanSplit;
import io.sampo.types.StructType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/** Reads whole files into Java values, and sees to it that no memory is left behind. */
final class Scans {
  static final ParquetFormat FORMAT = new ParquetFormat();

  private Scans() {}

  static StructType schema(Path file) {
    return FORMAT.inferSchema(List.of(file), Map.of());
  }

  static ScanRequest request(StructType schema, int batchSize, ScanPredicate... predicates) {
    List<Integer> all = IntStream.range(0, schema.size()).boxed().toList();
    return new ScanRequest(schema, all, List.of(predicates), Map.of(), batchSize);
  }

  /** All columns of a file, value by value. */
  static List<List<@Nullable Object>> columns(Path file, int batchSize) {
    return columns(file, request(schema(file), batchSize), 1, batch -> true);
  }

  /**
   * @param wanted whether to read the columns of the n-th batch; the others' rows are left out
   */
  static List<List<@Nullable Object>> columns(
      Path file, ScanRequest request, long targetBytes, IntPredicate wanted) {
    var columns = new ArrayList<List<@Nullable Object>>();
    request.projection().forEach(i -> columns.add(new ArrayList<>()));
    try (var allocator = new RootAllocator(1L << 30)) {
      var resources = new ScanResources(allocator, () -> false);
      int batch = 0;
      for (ScanSplit split : FORMAT.splits(List.of(file), request, targetBytes)) {
        try (BatchSource source = FORMAT.open(split, request, resources)) {
          for (int rows = source.next(); rows > 0; rows = source.next()) {
            if (wanted.test(batch++)) {
              read(source, rows, columns);
            }
          }
        }
      }
    }
    return columns;
  }

  private static void read(BatchSource source, int rows, List<List<@Nullable Object>> columns) {
    for (int c = 0; c < columns.size(); c++) {
      ColumnVector vector = source.column(c);
      for (int row = 0; row < rows; row++) {
        columns.get(c).add(Values.of(vector, row));
      }
    }
  }
}
