package io.sampo.runtime.source.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.codegen.vector.ColumnVector;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.sink.json.JsonFileWriter;
import io.sampo.runtime.source.ScanRequest;
import io.sampo.runtime.source.ScanResources;
import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.MapType;
import io.sampo.types.StructType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

class JsonReaderTest {
  @TempDir Path folder;

  private static List<@Nullable Object> row(@Nullable Object... values) {
    return Collections.unmodifiableList(Arrays.asList(values));
  }

  private JsonReading json(String text) {
    return JsonReading.of(folder, text);
  }

  @Test
  void schemasAreInferredFromAllKindsOfValues() {
    var text =
        """
        {"i": 1, "d": 1.5, "b": true, "s": "x", "n": null, "a": [1, 2], "o": {"y": 1, "x": "t"}, "m": 1}
        {"i": 3000000000, "d": 2, "big": 99999999999999999999, "a": [1.5, null], "o": {"z": []}, "m": "t"}
        """;
    assertThat(json(text).inferred().sql())
        .isEqualTo(
            "STRUCT<a: ARRAY<DOUBLE>, b: BOOLEAN, big: DECIMAL(20,0), d: DOUBLE, i: BIGINT, m: STRING, n: STRING, "
                + "o: STRUCT<x: STRING, y: BIGINT, z: ARRAY<STRING>>, s: STRING>");
    assertThat(json("{\"a\":1}\n{\"a\":{\"b\":2}}\n").inferred().sql())
        .isEqualTo("STRUCT<a: STRING>");
    assertThat(json("{\"a\":1,\"b\":true}\n").option("primitivesasstring", "true").inferred().sql())
        .isEqualTo("STRUCT<a: STRING, b: STRING>");
    assertThat(json("{\"a\":1.25}\n").option("prefersdecimal", "true").inferred().sql())
        .isEqualTo("STRUCT<a: DECIMAL(3,2)>");
    assertThat(json("{\"a\":1}\n{oops\n").inferred().sql())
        .isEqualTo("STRUCT<_corrupt_record: STRING, a: BIGINT>");
    assertThat(json("{}\n\n").inferred().size()).isZero();
    assertThat(json("").inferred().size()).isZero();
  }

  @Test
  void valuesOfEveryType() {
    var schema =
        StructType.of()
            .add("b", DataType.BOOLEAN)
            .add("y", DataType.BYTE)
            .add("h", DataType.SHORT)
            .add("i", DataType.INTEGER)
            .add("l", DataType.LONG)
            .add("f", DataType.FLOAT)
            .add("d", DataType.DOUBLE)
            .add("m", new DecimalType(10, 2))
            .add("w", new DecimalType(38, 0))
            .add("s", DataType.STRING)
            .add("t", DataType.DATE)
            .add("z", DataType.TIMESTAMP);
    var text =
        """
        {"b":true,"y":-128,"h":32767,"i":-2147483648,"l":9223372036854775807,"f":1.5,"d":1e300,"m":1.005,"w":-99999999999999999999999999999999999999,"s":"text","t":"2020-02-29","z":"2020-01-02T03:04:05Z"}
        {"z":1,"s":{"a" : [1, "b c"]},"m":"2.5","d":"NaN","f":-Infinity,"b":false}
        {"s":12.50,"b":null}
        """;
    assertThat(json(text).schema(schema).rows())
        .containsExactly(
            row(
                true,
                (byte) -128,
                (short) 32767,
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                1.5f,
                1e300,
                new BigDecimal("1.01"),
                new BigDecimal("-99999999999999999999999999999999999999"),
                "text",
                LocalDate.of(2020, 2, 29),
                Instant.parse("2020-01-02T03:04:05Z")),
            row(
                false,
                null,
                null,
                null,
                null,
                Float.NEGATIVE_INFINITY,
                Double.NaN,
                new BigDecimal("2.50"),
                null,
                "{\"a\":[1,\"b c\"]}",
                null,
                Instant.ofEpochSecond(1)),
            row(null, null, null, null, null, null, null, null, null, "12.50", null, null));
  }

  @Test
  void nestedValues() {
    var point = StructType.of().add("x", DataType.INTEGER).add("y", DataType.STRING);
    var schema =
        StructType.of()
            .add("a", new ArrayType(DataType.LONG, true))
            .add("p", point)
            .add("l", new ArrayType(point, true))
            .add("m", new MapType(DataType.STRING, DataType.DOUBLE, true));
    var text =
        """
        {"a":[1,null,3],"p":{"y":"t","x":5,"extra":[{}]},"l":[{"x":1},{"y":"z"}],"m":{"k":1.5,"n":null}}
        {"a":[],"p":{},"l":null,"m":{}}
        """;
    assertThat(json(text).schema(schema).rows())
        .containsExactly(
            row(
                Arrays.asList(1L, null, 3L),
                List.of(5, "t"),
                List.of(Arrays.asList(1, null), Arrays.asList(null, "z")),
                mapOf("k", 1.5, "n", null)),
            row(List.of(), Arrays.asList(null, null), null, Map.of()));
  }

  private static Map<String, @Nullable Object> mapOf(
      String a, @Nullable Object x, String b, @Nullable Object y) {
    var map = new LinkedHashMap<String, @Nullable Object>();
    map.put(a, x);
    map.put(b, y);
    return map;
  }

  @Test
  void textsWithEscapes() {
    var schema = StructType.of().add("s", DataType.STRING);
    assertThat(
            json("{\"s\":\"a\\n\\t\\\"\\\\\\/\\u00e4\\ud83d\\ude00\\ud83dx\"}\n{'s':'it\\'s \"so\"'}\n{\"\\u0073\":\"äß😀 long enough to be referred to\"}\n")
                .schema(schema)
                .rows())
        .containsExactly(
            row("a\n\t\"\\/ä😀\uFFFDx"),
            row("it's \"so\""),
            row("äß😀 long enough to be referred to"));
  }

  @Test
  void malformedRecordsInEveryMode() {
    var schema = StructType.of().add("a", DataType.INTEGER).add("b", DataType.STRING);
    var text =
        "{\"a\":1,\"b\":\"x\"}\n{\"a\":\"no\",\"b\":\"y\"}\n{\"a\":2,\n\n[]\n7\n{\"a\":3} x\n[{\"a\":4},{\"a\":5}]\n";
    assertThat(json(text).schema(schema).rows())
        .containsExactly(
            row(1, "x"),
            row(null, "y"),
            row(null, null),
            row(null, null),
            row(null, null),
            row(4, null),
            row(5, null));
    assertThat(json(text).schema(schema.add("_corrupt_record", DataType.STRING)).rows())
        .containsExactly(
            row(1, "x", null),
            row(null, "y", "{\"a\":\"no\",\"b\":\"y\"}"),
            row(null, null, "{\"a\":2,"),
            row(null, null, "7"),
            row(null, null, "{\"a\":3} x"),
            row(4, null, null),
            row(5, null, null));
    assertThat(json(text).schema(schema).option("mode", "DROPMALFORMED").rows())
        .containsExactly(row(1, "x"), row(4, null), row(5, null));
    assertThatThrownBy(() -> json(text).schema(schema).option("mode", "FAILFAST").rows())
        .isInstanceOf(SampoException.class)
        .hasMessageContaining("MALFORMED_RECORD")
        .hasMessageContaining("line 2")
        .hasMessageContaining("no")
        .hasMessageContaining("column a");
  }

  @Test
  void whatTheSampleMissedIsAnError() {
    var reading =
        json("{\"a\":1}\n{\"a\":2}\n{\"a\":\"x\"}\n")
            .option("inferschema", "true")
            .option("samplesize", "2");
    assertThatThrownBy(reading::rows)
        .isInstanceOfSatisfying(
            SampoException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INFERRED_SCHEMA_MISMATCH))
        .hasMessageContaining("line 3");
    assertThatThrownBy(() ->
            json("{\"a\":1}\n{\"a\":2}\n{\n")
                .option("inferschema", "true")
                .option("samplesize", "2")
                .rows())
        .hasMessageContaining("MALFORMED_RECORD");
    assertThat(reading.option("samplesize", "-1").rows())
        .containsExactly(row("1"), row("2"), row("x"));
  }

  @Test
  void everyBoundary() throws IOException {
    var text =
        "{\"a\":1,\"s\":\"one\"}\n\n{\"a\":2,\"s\":\"two, {too\"}\r\n[{\"a\":3},{\"a\":4,\"s\":\"x\"}]\n{\"a\":5}";
    var schema = StructType.of().add("a", DataType.INTEGER).add("s", DataType.STRING);
    var expected =
        List.of(row(1, "one"), row(2, "two, {too"), row(3, null), row(4, "x"), row(5, null));
    for (int at = 1; at < text.length(); at++) {
      for (int batch : new int[] {1, 3, 1024}) {
        assertThat(json(text).schema(schema).batchSize(batch).rowsSplitAt(at))
            .as("cut at %d", at)
            .isEqualTo(expected);
      }
      assertThat(json(text).schema(schema).project().rowsSplitAt(at)).hasSize(5);
    }
  }

  @Test
  void valuesOverSeveralLines() {
    var schema = StructType.of().add("a", DataType.INTEGER).add("s", DataType.STRING);
    var array = "[\n  {\"a\": 1,\n   \"s\": \"x\"},\n  {\"a\": 2}\n]\n{\"a\":\n3}";
    for (int batch : new int[] {1, 3, 1024}) {
      assertThat(json(array).schema(schema).option("multiline", "true").batchSize(batch).rows())
          .containsExactly(row(1, "x"), row(2, null), row(3, null));
    }
    assertThat(json("{\"a\": 1}\n{\"a\":").schema(schema).option("multiline", "true").rows())
        .containsExactly(row(1, null), row(null, null));
    assertThat(json("").schema(schema).option("multiline", "true").rows()).isEmpty();
  }

  @Test
  void manyRecordsInManySplits() {
    var text = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      text.append("{\"n\":").append(i).append(",\"s\":\"some text ").append(i).append("\"}\n");
    }
    var rows = json(text.toString()).splitBytes(100_000).rows();
    assertThat(rows).hasSize(50_000);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i)).isEqualTo(row((long) i, "some text " + i));
    }
  }

  @Test
  void optionsOfTheGrammar() {
    var schema = StructType.of().add("a", DataType.INTEGER).add("s", DataType.STRING);
    assertThat(json("/* c */ {\"a\":1} // d\n{a:2}\n{\"s\":\"\\q\"}\n").schema(schema).rows())
        .containsExactly(row(null, null), row(null, null), row(null, null));
    assertThat(
            json("/* c */ {\"a\":1} // d\n{a:2}\n{\"s\":\"\\q\"}\n")
                .schema(schema)
                .option("allowcomments", "true")
                .option("allowunquotedfieldnames", "true")
                .option("allowbackslashescapinganycharacter", "true")
                .rows())
        .containsExactly(row(1, null), row(2, null), row(null, "q"));
  }

  @Test
  void deepNestingIsRefusedNotACrash() {
    var schema = StructType.of().add("a", DataType.STRING);
    String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}\n{\"a\":\"b\"}\n";
    assertThat(json(deep).schema(schema).rows()).containsExactly(row((Object) null), row("b"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void agreesWithJacksonOnWhatIsJson(long seed) {
    var random = new Random(seed);
    var factory = JsonFactory.builder().build();
    var schema = StructType.of().add("k", DataType.STRING).add("_corrupt_record", DataType.STRING);
    String[] parts = {
      "{",
      "}",
      "[",
      "]",
      ":",
      ",",
      "\"k\"",
      "\"a\\n\"",
      "\"\\u00e4\"",
      "\"\\x\"",
      "1",
      "-2.5e3",
      "01",
      "true",
      "false",
      "null",
      "nul",
      " ",
      "\"",
      "\\",
      "-",
      "1.",
      "\t",
      "\u0001"
    };
    var lines = new ArrayList<String>();
    for (int i = 0; i < 3000; i++) {
      var text = new StringBuilder("{\"k\":");
      for (int n = random.nextInt(6); n > 0; n--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      lines.add(text.append("}").toString());
    }
    var rows = json(String.join("\n", lines)).schema(schema).rows();
    assertThat(rows).as("seed %d", seed).hasSameSizeAs(lines);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(rows.get(i).get(1) == null)
          .as("seed %d, %s", seed, lines.get(i))
          .isEqualTo(isJson(factory, lines.get(i)));
    }
  }

  private static boolean isJson(JsonFactory factory, String text) {
    try (var parser = factory.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (StreamReadException e) {
      return false;
    }
  }

  @Test
  void whatIsWrittenComesBack() {
    var point = StructType.of().add("x", DataType.DOUBLE).add("y", DataType.STRING);
    var schema =
        StructType.of()
            .add("i", DataType.INTEGER)
            .add("d", DataType.DOUBLE)
            .add("m", new DecimalType(20, 3))
            .add("s", DataType.STRING)
            .add("x", DataType.BINARY)
            .add("t", DataType.DATE)
            .add("z", DataType.TIMESTAMP)
            .add("a", new ArrayType(point, true))
            .add("o", new MapType(DataType.STRING, DataType.DATE, true));
    var text =
        """
        {"i":-5,"d":-0.1,"m":12345678901234567.891,"s":"quote \\" slash \\\\ line \\n \\u0001 ä","t":"1999-12-31","z":"2020-01-02T03:04:05.123456Z","a":[{"x":1.5,"y":"q"},null,{"x":"NaN"}],"o":{"k \\"":"2000-01-01","n":null}}
        {"d":"Infinity"}
        {}
        """;
    var reading = json(text).schema(schema);
    var expected = reading.rows();
    for (String keep : List.of("true", "false")) {
      Path target = folder.resolve("out.json.gz");
      write(schema, text, target, Map.of("ignorenullfields", keep));
      assertThat(JsonReading.at(target).schema(schema).option("mode", "FAILFAST").rows())
          .isEqualTo(expected);
    }
    Path plain = folder.resolve("plain.json");
    write(
        StructType.of().add("i", DataType.INTEGER).add("s", DataType.STRING),
        "{\"i\":1}\n{}\n",
        plain,
        Map.of());
    assertThat(plain).hasContent("{\"i\":1}\n{}\n");
  }

  private void write(StructType schema, String text, Path target, Map<String, String> options) {
    var format = new JsonFormat();
    var columns = IntStream.range(0, schema.size()).boxed().toList();
    var request = new ScanRequest(schema, columns, List.of(), Map.of(), 2);
    Path source = folder.resolve("source.json");
    try (var allocator = new RootAllocator();
        var writer = JsonFileWriter.open(target, schema, options)) {
      Files.writeString(source, text);
      for (var split : format.splits(List.of(source), request, 1 << 20)) {
        try (var reader = format.open(split, request, new ScanResources(allocator, () -> false))) {
          int count;
          while ((count = reader.next()) >= 0) {
            writer.write(columns.stream().map(reader::column).toArray(ColumnVector[]::new), count);
          }
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
