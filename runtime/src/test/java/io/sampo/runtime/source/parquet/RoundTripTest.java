package io.sampo.runtime.source.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.codegen.vector.ColumnVector;
import io.sampo.runtime.sink.parquet.ParquetFileWriter;
import io.sampo.runtime.sink.parquet.ParquetWriteOptions;
import io.sampo.runtime.sink.parquet.ParquetWriteOptions.Compression;
import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.MapType;
import io.sampo.types.StringType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {
  private static final StructType POINT =
      StructType.of(
          StructField.of("x", DataType.INTEGER),
          StructField.of("name", DataType.STRING),
          StructField.of("tags", new ArrayType(DataType.STRING, true)));

  static final StructType SCHEMA =
      StructType.of(
          StructField.of("flag", DataType.BOOLEAN),
          StructField.of("b", DataType.BYTE),
          StructField.of("s", DataType.SHORT),
          StructField.of("i", DataType.INTEGER),
          StructField.of("l", DataType.LONG),
          StructField.of("f", DataType.FLOAT),
          StructField.of("d", DataType.DOUBLE),
          StructField.of("d9", new DecimalType(9, 2)),
          StructField.of("d18", new DecimalType(18, 4)),
          StructField.of("d38", new DecimalType(38, 10)),
          StructField.of("day", DataType.DATE),
          StructField.of("at", DataType.TIMESTAMP),
          StructField.of("local", DataType.TIMESTAMP_NTZ),
          StructField.of("text", DataType.STRING),
          StructField.of("bytes", DataType.BINARY),
          StructField.of("list", new ArrayType(DataType.LONG, true)),
          StructField.of("lists", new ArrayType(new ArrayType(new DecimalType(20, 1), true), true)),
          StructField.of("point", POINT),
          StructField.of("points", new ArrayType(POINT, true)),
          StructField.of("map", new MapType(DataType.STRING, POINT, true)),
          StructField.of(
              "maps",
              new MapType(
                  DataType.INTEGER, new MapType(DataType.STRING, DataType.DOUBLE, true), true)));

  @TempDir Path folder;

  static Stream<Arguments> tables() {
    return Stream.of(
        Arguments.of(1L, 0, 0.2, false, Compression.SNAPPY, 100, false),
        Arguments.of(2L, 1, 0.0, false, Compression.SNAPPY, 100, true),
        Arguments.of(3L, 1, 1.0, true, Compression.ZSTD, 100, false),
        Arguments.of(4L, 300, 0.2, false, Compression.SNAPPY, 122_880, false),
        Arguments.of(5L, 300, 0.2, true, Compression.ZSTD, 122_880, true),
        Arguments.of(6L, 250, 0.0, true, Compression.GZIP, 70, false),
        Arguments.of(7L, 250, 0.0, false, Compression.LZ4_RAW, 249, true),
        Arguments.of(8L, 300, 0.97, false, Compression.NONE, 64, true),
        Arguments.of(9L, 300, 1.0, true, Compression.NONE, 64, false),
        Arguments.of(10L, 60, 0.5, true, Compression.SNAPPY, 1, false));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void readsBackWhatWasWritten(
      long seed,
      int rows,
      double nulls,
      boolean repeating,
      Compression compression,
      int rowGroupRows,
      boolean delta) {
    var random = new RandomValues(seed, nulls, repeating);
    var values = new ArrayList<List<@Nullable Object>>();
    SCHEMA.fields().forEach(field -> values.add(random.list(field.type(), rows)));
    Path file = folder.resolve("file.parquet");
    write(file, SCHEMA, values, new ParquetWriteOptions(compression, rowGroupRows, delta), 37);
    assertThat(Scans.schema(file)).isEqualTo(SCHEMA);
    for (int batchSize : new int[] {1, 3, 1024, 4096}) {
      var columns = Scans.columns(file, batchSize);
      for (int c = 0; c < SCHEMA.size(); c++) {
        DataType type = SCHEMA.fields().get(c).type();
        assertThat(texts(columns.get(c), type))
            .as("seed %s, column %s, batch size %s", seed, SCHEMA.fields().get(c).name(), batchSize)
            .isEqualTo(texts(values.get(c), type));
      }
    }
  }

  private static List<String> texts(List<@Nullable Object> values, DataType type) {
    return values.stream().map(v -> Values.text(v, type)).toList();
  }

  /** Writes columns in batches; text alternates between coded and plain. */
  static void write(
      Path file,
      StructType schema,
      List<? extends List<@Nullable Object>> values,
      ParquetWriteOptions options,
      int batchSize) {
    try (var allocator = new RootAllocator(1L << 30);
        var writer = ParquetFileWriter.create(file, schema, options, allocator)) {
      int rows = values.getFirst().size();
      for (int from = 0; from < rows; from += batchSize) {
        int to = Math.min(rows, from + batchSize);
        try (var builder = new VectorBuilder(allocator)) {
          var columns = new ColumnVector[schema.size()];
          for (int c = 0; c < columns.length; c++) {
            DataType type = schema.fields().get(c).type();
            List<@Nullable Object> part = values.get(c).subList(from, to);
            boolean coded = type instanceof StringType && from / batchSize % 2 == 0;
            columns[c] = coded ? builder.coded(type, part) : builder.plain(type, part);
          }
          writer.write(columns, to - from);
        }
      }
      writer.close();
    }
  }

  @Test
  void givesUpADictionaryThatGrowsTooLarge() {
    var random = new RandomValues(11, 0.1, false);
    var schema =
        StructType.of(StructField.of("text", DataType.STRING), StructField.of("l", DataType.LONG));
    var values = List.of(random.list(DataType.STRING, 30_000), random.list(DataType.LONG, 30_000));
    Path file = folder.resolve("large.parquet");
    write(file, schema, values, ParquetWriteOptions.DEFAULT, 4096);
    var columns = Scans.columns(file, 4096);
    assertThat(columns.get(0)).isEqualTo(values.get(0));
    assertThat(columns.get(1)).isEqualTo(values.get(1));
  }

  @Test
  void writesToAStreamWhatItWritesToAFile() throws IOException {
    var random = new RandomValues(12, 0.1, true);
    var schema = StructType.of(StructField.of("l", DataType.LONG));
    List<@Nullable Object> values = random.list(DataType.LONG, 100);
    Path file = folder.resolve("one.parquet");
    write(file, schema, List.of(values), ParquetWriteOptions.DEFAULT, 100);
    var stream = new ByteArrayOutputStream();
    try (var allocator = new RootAllocator(1L << 30);
        var builder = new VectorBuilder(allocator);
        var writer =
            ParquetFileWriter.to(
                stream, "stream", schema, ParquetWriteOptions.DEFAULT, allocator)) {
      writer.write(new ColumnVector[] {builder.plain(DataType.LONG, values)}, 100);
      writer.close();
      assertThat(writer.bytesWritten()).isEqualTo(Files.size(file));
    }
    assertThat(stream.toByteArray()).isEqualTo(Files.readAllBytes(file));
  }
}
