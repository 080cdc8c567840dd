package io.sampo.runtime.source.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.types.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that pyarrow and DuckDB wrote; generate.py beside them says how. */
class OtherWritersTest {
  static final Path FOLDER = Path.of("src/test/resources/parquet");

  static Stream<String> files() throws IOException {
    try (var list = Files.list(FOLDER)) {
      return list
          .map(p -> p.getFileName().toString())
          .filter(n -> n.endsWith(".parquet") && Files.exists(expected(n)))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static Path expected(String file) {
    return FOLDER.resolve(file.substring(0, file.indexOf('.')) + ".expected");
  }

  private record Expected(String type, List<String> values) {}

  private static Map<String, Expected> read(String file) throws IOException {
    var columns = new LinkedHashMap<String, Expected>();
    List<String> values = List.of();
    for (String line : Files.readAllLines(expected(file))) {
      if (line.startsWith("# ")) {
        String[] parts = line.split(" ", 3);
        values = new ArrayList<>();
        columns.put(parts[1], new Expected(parts[2], values));
      } else {
        values.add(line);
      }
    }
    return columns;
  }

  @ParameterizedTest
  @MethodSource("files")
  void holdsWhatTheWriterPutIn(String file) throws IOException {
    Map<String, Expected> expected = read(file);
    StructType schema = Scans.schema(FOLDER.resolve(file));
    assertThat(schema.names()).containsExactlyElementsOf(expected.keySet());
    for (int batchSize : new int[] {1, 3, 64, 4096}) {
      List<List<@Nullable Object>> columns = Scans.columns(FOLDER.resolve(file), batchSize);
      for (int c = 0; c < schema.size(); c++) {
        var field = schema.fields().get(c);
        Expected column = Objects.requireNonNull(expected.get(field.name()));
        assertThat(field.type().sql()).isEqualTo(column.type());
        assertThat(columns.get(c).stream().map(v -> Values.text(v, field.type())).toList())
            .as("%s, batch size %s", field.name(), batchSize)
            .isEqualTo(column.values());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void skipsBatchesNobodyAskedFor(String file) {
    Path path = FOLDER.resolve(file);
    var request = Scans.request(Scans.schema(path), 7);
    var even = Scans.columns(path, request, Long.MAX_VALUE, batch -> batch % 2 == 0);
    var late = Scans.columns(path, request, Long.MAX_VALUE, batch -> batch % 3 == 2);
    var all = new ArrayList<List<List<@Nullable Object>>>();
    Scans.columns(
        path,
        request,
        Long.MAX_VALUE,
        batch -> {
          all.add(Scans.columns(path, request, Long.MAX_VALUE, b -> b == batch));
          return false;
        });
    for (int c = 0; c < even.size(); c++) {
      var type = request.schema().fields().get(c).type();
      for (int step : new int[] {2, 3}) {
        var picked = new ArrayList<@Nullable Object>();
        for (int batch = step == 2 ? 0 : 2; batch < all.size(); batch += step) {
          picked.addAll(all.get(batch).get(c));
        }
        var actual = step == 2 ? even.get(c) : late.get(c);
        assertThat(actual.stream().map(v -> Values.text(v, type)))
            .containsExactlyElementsOf(picked.stream().map(v -> Values.text(v, type)).toList());
      }
    }
  }

  @Test
  void namesWhatIsMissingForBrotli() {
    assertThatThrownBy(() -> Scans.columns(FOLDER.resolve("brotli.parquet"), 10))
        .isInstanceOfSatisfying(
            SampoException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_FEATURE))
        .hasMessageContaining("BROTLI");
  }

  @Test
  void namesWhatIsMissingForTimeOfDay() {
    assertThatThrownBy(() -> Scans.schema(FOLDER.resolve("time.parquet")))
        .isInstanceOfSatisfying(
            SampoException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_FEATURE))
        .hasMessageContaining("TIME");
  }
}
