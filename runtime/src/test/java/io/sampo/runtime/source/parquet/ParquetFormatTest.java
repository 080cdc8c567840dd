package io.sampo.runtime.source.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sampo.codegen.vector.ScanPredicate;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.plan.table.ColumnStatistics;
import io.sampo.runtime.sink.parquet.ParquetWriteOptions;
import io.sampo.runtime.source.ScanRequest;
import io.sampo.runtime.source.ScanResources;
import io.sampo.runtime.source.ScanSplit;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetFormatTest {
  /**
   * Two row groups of 500 rows with a page index: id ascends from 0, group is text that ascends
   * too, noise has nulls.
   */
  private static final Path INDEXED = OtherWritersTest.FOLDER.resolve("indexed.parquet");

  @TempDir Path folder;

  private static List<ScanSplit> splits(Path file, long targetBytes, ScanPredicate... predicates) {
    return Scans.FORMAT.splits(
        List.of(file), Scans.request(Scans.schema(file), 64, predicates), targetBytes);
  }

  private static List<@Nullable Object> ids(ScanPredicate... predicates) {
    var request = Scans.request(Scans.schema(INDEXED), 64, predicates);
    return Scans.columns(INDEXED, request, Long.MAX_VALUE, batch -> true).getFirst();
  }

  private static ScanPredicate between(int column, Comparable<?> low, Comparable<?> high) {
    return new ScanPredicate.Range(column, low, true, high, true);
  }

  @Test
  void cutsAtRowGroups() {
    assertThat(splits(INDEXED, 1))
        .extracting(ScanSplit::start, ScanSplit::end, ScanSplit::rows)
        .containsExactly(tuple(0L, 1L, 500L), tuple(1L, 2L, 500L));
    assertThat(splits(INDEXED, Long.MAX_VALUE))
        .singleElement()
        .satisfies(split -> {
          assertThat(split.rows()).isEqualTo(1000);
          assertThat(split.bytes()).isPositive();
        });
  }

  @Test
  void leavesOutRowGroupsByTheirBounds() {
    assertThat(splits(INDEXED, 1, between(0, 700L, 800L)))
        .extracting(ScanSplit::start)
        .containsExactly(1L);
    assertThat(splits(INDEXED, 1, between(1, "g003", "g004")))
        .extracting(ScanSplit::start)
        .containsExactly(0L);
    assertThat(splits(INDEXED, 1, new ScanPredicate.In(0, List.of(3L, 499L))))
        .extracting(ScanSplit::start)
        .containsExactly(0L);
    assertThat(splits(INDEXED, 1, new ScanPredicate.Range(0, 999L, false, null, false))).isEmpty();
    assertThat(splits(INDEXED, 1, new ScanPredicate.IsNull(0))).isEmpty();
    assertThat(splits(INDEXED, 1, new ScanPredicate.IsNull(2), new ScanPredicate.IsNotNull(0)))
        .hasSize(2);
  }

  @Test
  void leavesOutPagesByTheirBounds() {
    assertThat(ids(between(0, 510L, 520L)))
        .contains(510L, 515L, 520L)
        .hasSizeLessThan(200)
        .isSorted();
    assertThat(ids(between(0, 400L, 600L), between(1, "g011", "g011")))
        .contains(550L, 599L)
        .hasSizeLessThan(250);
    assertThat(ids(between(0, 100L, 110L), between(1, "g015", "g020"))).isEmpty();
  }

  @Test
  void keepsEveryRowThatSatisfiesAPredicate() {
    for (String name :
        List.of(
            "mixed.fallback",
            "mixed.dictionary_v2",
            "indexed",
            "numbers.dictionary",
            "timestamps")) {
      Path file = OtherWritersTest.FOLDER.resolve(name + ".parquet");
      StructType schema = Scans.schema(file);
      var all = Scans.columns(file, 100);
      for (int c = 0; c < schema.size(); c++) {
        if (!schema.fields().get(c).type().equals(DataType.BINARY)) {
          keepsEveryRow(file, schema, c, all.get(c));
        }
      }
    }
  }

  private static void keepsEveryRow(
      Path file, StructType schema, int column, List<@Nullable Object> values) {
    List<Comparable<Object>> present =
        values.stream().filter(v -> v != null).map(ParquetFormatTest::comparable).toList();
    for (int i = 0; i < present.size(); i += 29) {
      Comparable<Object> low = present.get(i);
      Comparable<Object> high = present.get(i * 31 % present.size());
      check(file, schema, column, values, new ScanPredicate.Range(column, low, true, high, false));
      check(file, schema, column, values, new ScanPredicate.Range(column, low, false, null, false));
      check(file, schema, column, values, new ScanPredicate.Range(column, null, false, high, true));
      check(file, schema, column, values, new ScanPredicate.In(column, List.of(low, high)));
    }
    check(file, schema, column, values, new ScanPredicate.IsNull(column));
    check(file, schema, column, values, new ScanPredicate.IsNotNull(column));
  }

  @SuppressWarnings("unchecked")
  private static Comparable<Object> comparable(Object value) {
    return (Comparable<Object>) value;
  }

  private static void check(
      Path file,
      StructType schema,
      int column,
      List<@Nullable Object> values,
      ScanPredicate predicate) {
    long expected = values.stream().filter(v -> satisfies(v, predicate)).count();
    var request = Scans.request(schema, 16, predicate);
    var read = Scans.columns(file, request, 1, batch -> true).get(column);
    assertThat(read.stream().filter(v -> satisfies(v, predicate)).count())
        .as("%s %s %s", file, schema.fields().get(column), predicate)
        .isEqualTo(expected);
  }

  private static boolean satisfies(@Nullable Object value, ScanPredicate predicate) {
    if (value == null) {
      return predicate instanceof ScanPredicate.IsNull;
    }
    return switch (predicate) {
      case ScanPredicate.IsNull p -> false;
      case ScanPredicate.IsNotNull p -> true;
      case ScanPredicate.In p ->
          p.values().stream().anyMatch(v -> comparable(v).compareTo(value) == 0);
      case ScanPredicate.Range p -> {
        int low = p.low() == null ? 1 : comparable(value).compareTo(p.low());
        int high = p.high() == null ? -1 : comparable(value).compareTo(p.high());
        yield (low > 0 || (low == 0 && p.lowInclusive()))
            && (high < 0 || (high == 0 && p.highInclusive()));
      }
    };
  }

  @Test
  void knowsWhatFootersSay() {
    StructType schema = Scans.schema(INDEXED);
    var statistics = Scans.FORMAT.statistics(List.of(INDEXED), schema, Map.of());
    assertThat(statistics.rowCount()).isEqualTo(OptionalLong.of(1000));
    assertThat(statistics.exactRowCount()).isTrue();
    ColumnStatistics id = statistics.column("id");
    assertThat(id.min()).isEqualTo(0L);
    assertThat(id.max()).isEqualTo(999L);
    assertThat(id.exactBounds()).isTrue();
    assertThat(id.nullCount()).isEqualTo(OptionalLong.of(0));
    assertThat(id.distinctCount()).isEqualTo(OptionalLong.of(1000));
    ColumnStatistics group = statistics.column("group");
    assertThat(group.min()).isEqualTo("g000");
    assertThat(group.max()).isEqualTo("g019");
    assertThat(group.distinctCount()).isEqualTo(OptionalLong.of(20));
    ColumnStatistics noise = statistics.column("noise");
    assertThat(noise.exactBounds()).isFalse();
    assertThat(noise.nullCount().getAsLong()).isBetween(150L, 250L);
  }

  @Test
  void cutsBoundsOfLongText() {
    String longText = "ä".repeat(100);
    Path file = folder.resolve("long.parquet");
    var schema = StructType.of(StructField.of("t", DataType.STRING));
    RoundTripTest.write(
        file, schema, List.of(List.of(longText, longText + "b")), ParquetWriteOptions.DEFAULT, 10);
    ColumnStatistics column = Scans.FORMAT.statistics(List.of(file), schema, Map.of()).column("t");
    assertThat(column.min()).isEqualTo("ä".repeat(32));
    assertThat(column.max()).isNull();
    assertThat(splits(file, 1, between(0, longText, longText))).hasSize(1);
  }

  @Test
  void readsOnlyWhatIsProjectedInTheOrderAsked() {
    StructType schema = Scans.schema(INDEXED);
    var request = new ScanRequest(schema, List.of(1, 0), List.of(), Map.of(), 300);
    var columns = Scans.columns(INDEXED, request, 1, batch -> true);
    assertThat(columns.get(0)).startsWith("g000").endsWith("g019").hasSize(1000);
    assertThat(columns.get(1)).startsWith(0L).endsWith(999L);
  }

  @Test
  void countsRowsWithoutReadingColumns() {
    StructType schema = Scans.schema(INDEXED);
    var request = new ScanRequest(schema, List.of(), List.of(), Map.of(), 300);
    long rows = 0;
    try (var allocator = new RootAllocator(0)) {
      for (ScanSplit split : Scans.FORMAT.splits(List.of(INDEXED), request, 1)) {
        try (var source =
            Scans.FORMAT.open(split, request, new ScanResources(allocator, () -> false))) {
          for (int n = source.next(); n > 0; n = source.next()) {
            rows += n;
          }
          assertThat(source.bytesRead()).isZero();
        }
      }
    }
    assertThat(rows).isEqualTo(1000);
  }

  @Test
  void readsMissingColumnsAsNullAndWidensNumbers() {
    Path file = folder.resolve("narrow.parquet");
    var stored =
        StructType.of(
            StructField.of("b", DataType.BYTE),
            StructField.of("i", DataType.INTEGER),
            StructField.of("f", DataType.FLOAT),
            StructField.of("d", new DecimalType(9, 2)));
    List<List<@Nullable Object>> values =
        List.of(
            Arrays.asList((byte) 1, null),
            Arrays.asList(-2, 3),
            Arrays.asList(1.5f, null),
            Arrays.asList(new BigDecimal("-1.25"), null));
    RoundTripTest.write(file, stored, values, ParquetWriteOptions.DEFAULT, 10);
    var wanted =
        StructType.of(
            StructField.of("B", DataType.SHORT),
            StructField.of("gone", DataType.STRING),
            StructField.of("i", DataType.LONG),
            StructField.of("f", DataType.DOUBLE),
            StructField.of("d", new DecimalType(30, 2)));
    var columns = Scans.columns(file, Scans.request(wanted, 10), 1, batch -> true);
    assertThat(columns.get(0)).containsExactly((short) 1, null);
    assertThat(columns.get(1)).containsExactly(null, null);
    assertThat(columns.get(2)).containsExactly(-2L, 3L);
    assertThat(columns.get(3)).containsExactly(1.5, null);
    assertThat(columns.get(4)).containsExactly(new BigDecimal("-1.25"), null);
    assertThat(
            Scans.FORMAT.splits(List.of(file), Scans.request(wanted, 10, between(1, "a", "b")), 1))
        .isEmpty();
  }

  @Test
  void refusesTypesThatDoNotFit() {
    var wanted = StructType.of(StructField.of("group", DataType.LONG));
    assertThatThrownBy(() -> Scans.columns(INDEXED, Scans.request(wanted, 10), 1, batch -> true))
        .isInstanceOf(SampoException.class)
        .hasMessageContaining("column group is stored as STRING but read as BIGINT");
  }

  @Test
  void wantsSharedColumnsOfManyFilesToAgree() {
    Path first = folder.resolve("first.parquet");
    Path second = folder.resolve("second.parquet");
    Path third = folder.resolve("third.parquet");
    List<List<@Nullable Object>> one = List.of(new ArrayList<>(List.of(1L)));
    RoundTripTest.write(
        first,
        StructType.of(StructField.of("a", DataType.LONG)),
        one,
        ParquetWriteOptions.DEFAULT,
        1);
    RoundTripTest.write(
        second,
        StructType.of(StructField.of("z", DataType.LONG)),
        one,
        ParquetWriteOptions.DEFAULT,
        1);
    RoundTripTest.write(
        third,
        StructType.of(StructField.of("A", DataType.STRING)),
        List.of(new ArrayList<>(List.of("x"))),
        ParquetWriteOptions.DEFAULT,
        1);
    assertThat(Scans.FORMAT.inferSchema(List.of(first, second), Map.of()).names())
        .containsExactly("a");
    assertThatThrownBy(() -> Scans.FORMAT.inferSchema(List.of(first, second, third), Map.of()))
        .isInstanceOfSatisfying(
            SampoException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNABLE_TO_INFER_SCHEMA))
        .hasMessageContaining("column a is STRING but BIGINT in " + first);
  }

  @Test
  void noticesThatAFileWasReplaced() throws IOException {
    Path file = folder.resolve("replaced.parquet");
    List<List<@Nullable Object>> one = List.of(new ArrayList<>(List.of(1L)));
    RoundTripTest.write(
        file,
        StructType.of(StructField.of("a", DataType.LONG)),
        one,
        ParquetWriteOptions.DEFAULT,
        1);
    assertThat(Scans.schema(file).names()).containsExactly("a");
    RoundTripTest.write(
        file,
        StructType.of(StructField.of("b", DataType.LONG)),
        one,
        ParquetWriteOptions.DEFAULT,
        1);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    assertThat(Scans.schema(file).names()).containsExactly("b");
  }

  @Test
  void stopsWhenTheQueryIsCancelled() {
    var request = Scans.request(Scans.schema(INDEXED), 10);
    ScanSplit split = splits(INDEXED, Long.MAX_VALUE).getFirst();
    var cancelled = new boolean[1];
    try (var allocator = new RootAllocator(1L << 28);
        var source =
            Scans.FORMAT.open(split, request, new ScanResources(allocator, () -> cancelled[0]))) {
      assertThat(source.next()).isEqualTo(10);
      source.column(0);
      cancelled[0] = true;
      assertThatThrownBy(source::next)
          .isInstanceOfSatisfying(
              SampoException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.OPERATION_CANCELED));
      source.close();
      source.close();
      assertThat(source.next()).isEqualTo(-1);
    }
  }

  @Test
  void keepsOneCodePerDictionaryEntryWithinARowGroup() {
    var schema = Scans.schema(INDEXED);
    var request = new ScanRequest(schema, List.of(1), List.of(), Map.of(), 100);
    try (var allocator = new RootAllocator(1L << 28);
        var source =
            Scans.FORMAT.open(
                splits(INDEXED, Long.MAX_VALUE).getFirst(),
                request,
                new ScanResources(allocator, () -> false))) {
      var ids = new ArrayList<Long>();
      for (int rows = source.next(); rows > 0; rows = source.next()) {
        var vector = source.column(0);
        assertThat(vector.codes).isNotZero();
        assertThat(vector.dictionarySize).isEqualTo(10);
        ids.add(vector.dictionaryId);
      }
      assertThat(ids).hasSize(10).doesNotContain(0L);
      assertThat(ids.stream().distinct()).hasSize(2);
    }
  }
}
