package io.sampo.runtime.sink.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.codegen.vector.ColumnVector;
import io.sampo.error.SampoException;
import io.sampo.runtime.source.ScanRequest;
import io.sampo.runtime.source.ScanResources;
import io.sampo.runtime.source.csv.CsvFormat;
import io.sampo.runtime.source.text.Vectors;
import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvFileWriterTest {
  private static final StructType ALL =
      StructType.of()
          .add("b", DataType.BOOLEAN)
          .add("y", DataType.BYTE)
          .add("h", DataType.SHORT)
          .add("i", DataType.INTEGER)
          .add("l", DataType.LONG)
          .add("f", DataType.FLOAT)
          .add("d", DataType.DOUBLE)
          .add("m", new DecimalType(12, 3))
          .add("w", new DecimalType(38, 10))
          .add("s", DataType.STRING)
          .add("t", DataType.DATE)
          .add("z", DataType.TIMESTAMP)
          .add("n", DataType.TIMESTAMP_NTZ);

  @TempDir Path folder;

  private static ScanRequest request(StructType schema, Map<String, String> options) {
    return new ScanRequest(
        schema, IntStream.range(0, schema.size()).boxed().toList(), List.of(), options, 100);
  }

  private static List<List<@Nullable Object>> read(
      Path file, StructType schema, Map<String, String> options) {
    var rows = new ArrayList<List<@Nullable Object>>();
    var format = new CsvFormat();
    ScanRequest request = request(schema, options);
    try (var allocator = new RootAllocator()) {
      for (var split : format.splits(List.of(file), request, 1 << 20)) {
        try (var source = format.open(split, request, new ScanResources(allocator, () -> false))) {
          rows.addAll(Vectors.drain(source, schema.size()));
        }
      }
    }
    return rows;
  }

  /** Writes what one reading of a file yields to another file. */
  private static void copy(
      Path from,
      StructType schema,
      Map<String, String> reading,
      Path to,
      Map<String, String> writing) {
    var format = new CsvFormat();
    ScanRequest request = request(schema, reading);
    try (var allocator = new RootAllocator();
        var writer = CsvFileWriter.open(to, schema, writing)) {
      for (var split : format.splits(List.of(from), request, 1 << 20)) {
        try (var source = format.open(split, request, new ScanResources(allocator, () -> false))) {
          int count;
          while ((count = source.next()) >= 0) {
            writer.write(
                IntStream.range(0, schema.size())
                    .mapToObj(source::column)
                    .toArray(ColumnVector[]::new),
                count);
          }
        }
      }
    }
  }

  @Test
  void everyTypeComesBack() throws IOException {
    String text =
        """
        true,-128,-32768,-2147483648,-9223372036854775808,1.5,2.25,-123456789.125,1234567890123456789012345678.0123456789,plain,1999-12-31,2020-01-02 03:04:05.123456,2020-01-02 03:04:05
        false,127,32767,2147483647,9223372036854775807,NaN,-Inf,0.001,-0.0000000001,"a ""quoted"", text
        with a \\\\ line",0001-01-01,1969-12-31 23:59:59.999,1582-10-15 00:00:00
        ,,,,,,,,,,,,
        true,1,1,1,1,1,1E300,1,1,"",2000-02-29,2000-01-01 00:00:00,2000-01-01 00:00:00
        """;
    Path source = Files.writeString(folder.resolve("in.csv"), text);
    var expected = read(source, ALL, Map.of());
    assertThat(expected).hasSize(4).allSatisfy(row -> assertThat(row).hasSize(13));
    for (String name : List.of("out.csv", "out.csv.gz", "out.csv.zst")) {
      for (String escape : List.of("\\", "\"")) {
        Path target = folder.resolve(name);
        var options =
            new HashMap<>(
                Map.of("header", "true", "escape", escape, "timezone", "Europe/Helsinki"));
        copy(source, ALL, Map.of(), target, options);
        options.put("positiveinf", "Infinity");
        assertThat(read(target, ALL, options))
            .as("%s escaped by %s", name, escape)
            .isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a,b|a,b",
        "\"a,b\"|\"a,b\"",
        "\"say \"\"hi\"\"\"|\"say \\\"hi\\\"\"",
        "\"\"|\"\"",
        "x,|x,",
        "\" \"|\" \"",
        "a\\b|a\\b",
      })
  void textsAreQuotedOnlyWhereNeeded(String in, String out) throws IOException {
    int columns = in.equals("a,b") || in.equals("x,") ? 2 : 1;
    StructType schema = StructType.of();
    for (int i = 0; i < columns; i++) {
      schema = schema.add("c" + i, DataType.STRING);
    }
    Path source = Files.writeString(folder.resolve("in.csv"), in + "\n");
    Path target = folder.resolve("out.csv");
    copy(source, schema, Map.of(), target, Map.of());
    assertThat(target).hasContent(out + "\n");
  }

  @Test
  void options() throws IOException {
    var schema = StructType.of().add("a b", DataType.STRING).add("n,m", DataType.INTEGER);
    Path source = Files.writeString(folder.resolve("in.csv"), "x,1\n,\n");
    Path target = folder.resolve("out.csv");
    copy(
        source,
        schema,
        Map.of(),
        target,
        Map.of("header", "true", "quoteall", "true", "nullvalue", "NULL", "sep", ";"));
    assertThat(target).hasContent("\"a b\";\"n,m\"\n\"x\";\"1\"\nNULL;NULL\n");
  }

  @Test
  void randomTextsComeBack() throws IOException {
    long seed = 11;
    var random = new Random(seed);
    var text = new StringBuilder();
    for (int row = 0; row < 3000; row++) {
      for (int column = 0; column < 3; column++) {
        text.append(column == 0 ? "" : ",").append('"');
        for (int i = random.nextInt(30); i > 0; i--) {
          text.append(
              List.of("a", "\"\"", ",", "\n", "\r", " ", "ä", "\\\\", "x").get(random.nextInt(9)));
        }
        text.append('"');
      }
      text.append('\n');
    }
    var schema =
        StructType.of()
            .add("a", DataType.STRING)
            .add("b", DataType.STRING)
            .add("c", DataType.STRING);
    Path source = Files.writeString(folder.resolve("in.csv"), text);
    Path target = folder.resolve("out.csv");
    var expected = read(source, schema, Map.of());
    assertThat(expected).hasSize(3000);
    copy(source, schema, Map.of(), target, Map.of());
    assertThat(read(target, schema, Map.of())).as("seed %d", seed).isEqualTo(expected);
  }

  @Test
  void nestedColumnsAndFoldersThatAreMissingAreErrors() {
    var nested = StructType.of().add("a", new ArrayType(DataType.LONG, true));
    assertThatThrownBy(() -> CsvFileWriter.open(folder.resolve("x.csv"), nested, Map.of()))
        .isInstanceOf(SampoException.class)
        .hasMessageContaining("UNSUPPORTED_FEATURE")
        .hasMessageContaining("column a");
    assertThatThrownBy(() ->
            CsvFileWriter.open(folder.resolve("none").resolve("x.csv"), StructType.of(), Map.of()))
        .isInstanceOf(SampoException.class)
        .hasMessageContaining("FAILED_WRITE_FILE");
  }
}
