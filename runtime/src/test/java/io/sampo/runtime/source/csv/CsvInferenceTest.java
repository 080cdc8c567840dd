package io.sampo.runtime.source.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.plan.table.TableStatistics;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.StructField;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvInferenceTest {
  @TempDir Path folder;

  private CsvReading csv(String text) {
    return CsvReading.of(folder, text);
  }

  private List<DataType> types(String text) {
    return csv(text).option("inferschema", "true").inferred().fields().stream()
        .map(StructField::type)
        .toList();
  }

  @Test
  void stringsUnlessAskedForTypes() {
    assertThat(csv("1,2\n").inferred().sql()).isEqualTo("STRUCT<_c0: STRING, _c1: STRING>");
  }

  @Test
  void oneTypeForEachKindOfValue() {
    assertThat(
            types("1,3000000000,1.5,2020-01-01,2020-01-01 10:00:00,true,x,99999999999999999999\n"))
        .containsExactly(
            DataType.INTEGER,
            DataType.LONG,
            DataType.DOUBLE,
            DataType.DATE,
            DataType.TIMESTAMP,
            DataType.BOOLEAN,
            DataType.STRING,
            new DecimalType(38, 0));
  }

  @Test
  void mixturesFindTheTypeThatFitsAll() {
    assertThat(types("1,1,2020-01-01,1,true,\n3000000000,1.5,2020-01-01T00:00:00,x,1,\n"))
        .containsExactly(
            DataType.LONG,
            DataType.DOUBLE,
            DataType.TIMESTAMP,
            DataType.STRING,
            DataType.STRING,
            DataType.STRING);
    assertThat(types("1,99999999999999999999\n99999999999999999999,1.5\n"))
        .containsExactly(new DecimalType(38, 0), DataType.DOUBLE);
    assertThat(types(",a\n5,b\n,c\n")).containsExactly(DataType.INTEGER, DataType.STRING);
  }

  @Test
  void headersAreRecognised() {
    assertThat(csv("id,name\n1,x\n2,y\n").option("header", "auto").inferred().names())
        .containsExactly("id", "name");
    assertThat(csv("1,x\n2,y\n").option("header", "auto").inferred().names())
        .containsExactly("_c0", "_c1");
    assertThat(csv("first,last\nann,lee\nbob,ray\n").option("header", "auto").inferred().names())
        .containsExactly("first", "last");
    assertThat(csv("ann,lee\nbob,lee\n").option("header", "auto").inferred().names())
        .containsExactly("_c0", "_c1");
    assertThat(csv("a,a\n1,2\n").option("header", "auto").inferred().names())
        .containsExactly("_c0", "_c1");
    assertThat(csv("id,name\n1,x\n").option("header", "auto").option("inferschema", "true").rows())
        .containsExactly(List.of(1, "x"));
  }

  @Test
  void namesOfOddHeaders() {
    assertThat(csv("a,,A,b\n1,2,3,4\n").option("header", "true").inferred().names())
        .containsExactly("a0", "_c1", "A2", "b");
  }

  @Test
  void delimitersAndEscapesAreFoundOut() {
    assertThat(csv("a;b\n1,5;2\n2,5;3\n").option("header", "auto").inferred().names())
        .containsExactly("a", "b");
    assertThat(csv("a\tb,c\n1\tx, y\n2\tz\n").option("header", "auto").inferred().names())
        .containsExactly("a", "b,c");
    assertThat(csv("x|1\ny|2\n").option("inferschema", "true").rows())
        .containsExactly(List.of("x", 1), List.of("y", 2));
    assertThat(csv("\"C:\\\",1\n\"D:\\\",2\n").option("inferschema", "true").rows())
        .containsExactly(List.of("C:\\", 1), List.of("D:\\", 2));
    assertThat(csv("\"say \\\"hi\\\", you\",1\nx,2\n").option("inferschema", "true").rows())
        .containsExactly(List.of("say \"hi\", you", 1), List.of("x", 2));
  }

  @Test
  void valuesAtTheEndOfAFileAreSeen() {
    var text = new StringBuilder("n,m\n");
    for (int i = 0; i < 200_000; i++) {
      text.append(i).append(',').append(i > 199_000 ? "1.5" : "1").append('\n');
    }
    var reading = csv(text.toString()).option("header", "true").option("inferschema", "true");
    assertThat(reading.inferred().fields().stream().map(StructField::type))
        .containsExactly(DataType.LONG, DataType.DOUBLE);
  }

  @Test
  void whatTheSampleMissedIsAnErrorUnlessDropped() {
    var text = new StringBuilder("n\n");
    for (int i = 0; i < 500_000; i++) {
      text.append(i == 212_345 ? "oops" : Integer.toString(i)).append('\n');
    }
    var reading = csv(text.toString()).option("header", "true").option("inferschema", "true");
    assertThatThrownBy(reading::rows)
        .isInstanceOfSatisfying(
            SampoException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INFERRED_SCHEMA_MISMATCH);
              assertThat(e)
                  .hasMessageContaining("line 212347")
                  .hasMessageContaining("oops")
                  .hasMessageContaining("column n")
                  .hasMessageContaining("sampleSize");
            });
    assertThat(reading.option("mode", "DROPMALFORMED").rows()).hasSize(499_999);
    reading.option("mode", "PERMISSIVE").option("samplesize", "-1");
    assertThat(reading.inferred().fields().getFirst().type()).isEqualTo(DataType.STRING);
    assertThat(reading.rows()).hasSize(500_000);
  }

  @Test
  void rowCountsAreEstimated() {
    var text = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      text.append("some text,").append(i % 1000).append('\n');
    }
    Path file = csv(text.toString()).file();
    var statistics =
        new CsvFormat().statistics(List.of(file), csv(text.toString()).inferred(), Map.of());
    assertThat(statistics.rowCount().orElseThrow()).isBetween(95_000L, 105_000L);
    assertThat(statistics.exactRowCount()).isFalse();
    assertThat(statistics.sizeBytes()).isEqualTo(text.length());
  }

  @Test
  void columnsAreEstimatedFromStretchesOfTheWholeFile() {
    var text = new StringBuilder("id,line_of,pick,same,day,gap\n");
    var random = new SplittableRandom(7);
    int rows = 200_000;
    for (int i = 0; i < rows; i++) {
      text.append(i).append(',').append(i / 4).append(',').append(random.nextInt(50));
      text.append(",same,2024-01-").append(10 + i * 20 / rows).append(',');
      text.append(i % 4 == 0 ? "" : "x").append('\n');
    }
    CsvReading reading =
        csv(text.toString()).option("header", "true").option("inferschema", "true");
    var statistics =
        new CsvFormat()
            .statistics(List.of(reading.file()), reading.inferred(), Map.of("header", "true"));
    assertThat(distinct(statistics, "id")).isBetween(190_000L, 210_000L);
    assertThat(distinct(statistics, "line_of")).isBetween(45_000L, 55_000L);
    assertThat(distinct(statistics, "pick")).isEqualTo(50);
    assertThat(distinct(statistics, "same")).isEqualTo(1);
    assertThat(statistics.column("day").min())
        .isEqualTo((int) LocalDate.of(2024, 1, 10).toEpochDay());
    assertThat(statistics.column("day").max())
        .isEqualTo((int) LocalDate.of(2024, 1, 29).toEpochDay());
    assertThat(statistics.column("id").exactBounds()).isFalse();
    assertThat(statistics.column("gap").nullCount().orElseThrow()).isBetween(48_000L, 52_000L);
    assertThat(statistics.column("same").averageBytes()).isEqualTo(4);
  }

  @Test
  void aSmallFileIsCounted() {
    CsvReading reading = csv("1,a\n2,b\n3,a\n");
    var statistics =
        new CsvFormat().statistics(List.of(reading.file()), reading.inferred(), Map.of());
    assertThat(statistics.rowCount()).hasValue(3);
    assertThat(distinct(statistics, "_c0")).isEqualTo(3);
    assertThat(distinct(statistics, "_c1")).isEqualTo(2);
  }

  private static long distinct(TableStatistics statistics, String column) {
    return statistics.column(column).distinctCount().orElseThrow();
  }
}
