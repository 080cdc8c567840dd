package io.sampo.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.MapType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordMappingTest {
  enum Color {
    RED,
    GREEN
  }

  record Point(int x, int y) {}

  record Everything(
      boolean flag,
      long id,
      @Nullable Integer count,
      @Nullable String name,
      @Nullable BigDecimal price,
      byte @Nullable [] data,
      @Nullable LocalDate day,
      @Nullable Instant at,
      @Nullable LocalDateTime local,
      @Nullable Color color,
      @Nullable Point point,
      @Nullable List<Point> path,
      @Nullable Map<String, Double> weights) {}

  record Loop(int id, List<Loop> next) {}

  record Bad(Thread thread) {}

  record Numbers(long total, double ratio, @Nullable Integer small) {}

  record Guarded(int value) {
    Guarded {
      if (value < 0) {
        throw new IllegalArgumentException("negative");
      }
    }
  }

  @Test
  void componentsBecomeColumns() {
    assertThat(RecordMapping.of(Everything.class).schema())
        .isEqualTo(
            StructType.of(
                new StructField("flag", DataType.BOOLEAN, false),
                new StructField("id", DataType.LONG, false),
                new StructField("count", DataType.INTEGER, true),
                new StructField("name", DataType.STRING, true),
                new StructField("price", new DecimalType(38, 18), true),
                new StructField("data", DataType.BINARY, true),
                new StructField("day", DataType.DATE, true),
                new StructField("at", DataType.TIMESTAMP, true),
                new StructField("local", DataType.TIMESTAMP_NTZ, true),
                new StructField("color", DataType.STRING, true),
                new StructField("point", pointType(), true),
                new StructField("path", new ArrayType(pointType(), true), true),
                new StructField(
                    "weights", new MapType(DataType.STRING, DataType.DOUBLE, true), true)));
  }

  private static StructType pointType() {
    return StructType.of(
        new StructField("x", DataType.INTEGER, false),
        new StructField("y", DataType.INTEGER, false));
  }

  @Test
  void recordsSurviveTheWayToRowsAndBack() {
    var mapping = RecordMapping.of(Everything.class);
    var full =
        new Everything(
            true,
            1,
            2,
            "n",
            BigDecimal.TEN,
            null,
            LocalDate.EPOCH,
            Instant.EPOCH,
            LocalDateTime.of(2024, 1, 1, 0, 0),
            Color.GREEN,
            new Point(1, 2),
            Arrays.asList(new Point(3, 4), null),
            Map.of("a", 0.5));
    var empty =
        new Everything(false, 0, null, null, null, null, null, null, null, null, null, null, null);
    var reader = mapping.reader(mapping.schema());
    assertThat(reader.read(mapping.toRow(full))).isEqualTo(full);
    assertThat(reader.read(mapping.toRow(empty))).isEqualTo(empty);
    assertThat(mapping.toRow(full).get("point")).isEqualTo(Row.of(1, 2));
    assertThat(mapping.toRow(full).get("color")).isEqualTo("GREEN");
  }

  @Test
  void columnsAreMatchedByNameAndWidened() {
    var columns =
        StructType.of()
            .add("other", DataType.STRING)
            .add("SMALL", DataType.SHORT)
            .add("ratio", DataType.FLOAT)
            .add("total", DataType.INTEGER);
    var reader = RecordMapping.of(Numbers.class).reader(columns);
    assertThat(reader.columns()).containsExactly(3, 2, 1);
    assertThat(reader.read(Row.of("x", (short) 3, 0.5f, 2))).isEqualTo(new Numbers(2, 0.5, 3));
    assertThat(reader.readSelected(Row.of(2, 0.5f, null))).isEqualTo(new Numbers(2, 0.5, null));
  }

  @Test
  void aColumnThatDoesNotFitIsNamed() {
    var mapping = RecordMapping.of(Numbers.class);
    assertThatThrownBy(() -> mapping.reader(StructType.of().add("total", DataType.DOUBLE)))
        .hasMessageContaining(
            "[CANNOT_UP_CAST_DATATYPE] Cannot read column total of type DOUBLE into long");
    assertThatThrownBy(() -> mapping.reader(StructType.of().add("totals", DataType.LONG)))
        .hasMessageContaining("A column named total cannot be resolved")
        .hasMessageContaining("Numbers needs it for its component; the columns are totals.");
  }

  @Test
  void nullForAPrimitiveIsNamed() {
    var mapping = RecordMapping.of(Everything.class);
    Object[] values = new Object[13];
    values[0] = true;
    values[1] = 1L;
    values[10] = Row.of(1, null);
    assertThatThrownBy(() -> mapping.reader(mapping.schema()).read(Row.of(values)))
        .hasMessageContaining("[NOT_NULL_ASSERT_VIOLATION] NULL found in point.y");
  }

  @Test
  void unsupportedComponentsAreNamed() {
    assertThatThrownBy(() -> RecordMapping.of(Bad.class))
        .hasMessageContaining("java.lang.Thread cannot be used as the component Bad.thread");
    assertThatThrownBy(() -> RecordMapping.of(Loop.class))
        .hasMessageContaining("the component Loop.next.element: the record contains itself");
  }

  @Test
  void anUnknownEnumConstantIsAnError() {
    record Painted(Color color) {}
    var reader =
        RecordMapping.of(Painted.class).reader(StructType.of().add("color", DataType.STRING));
    assertThat(reader.read(Row.of("RED"))).isEqualTo(new Painted(Color.RED));
    assertThatThrownBy(() -> reader.read(Row.of("BLUE"))).hasMessageContaining("[RED, GREEN]");
  }

  @Test
  void whatTheConstructorThrowsReachesTheCaller() {
    var reader =
        RecordMapping.of(Guarded.class).reader(StructType.of().add("value", DataType.INTEGER));
    assertThatThrownBy(() -> reader.read(Row.of(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("negative");
  }
}
