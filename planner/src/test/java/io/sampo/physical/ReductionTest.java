package io.sampo.physical;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.table.ColumnStatistics;
import io.sampo.plan.table.SourceTable;
import io.sampo.plan.table.TableStatistics;
import io.sampo.types.DataType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The plan says how many values a key has: whoever runs it need not look at the files for that. */
@NullMarked
final class ReductionTest {
  private static final ColumnReference KEY = new ColumnReference(1, "k", DataType.LONG, true);
  private static final ColumnReference OTHER = new ColumnReference(2, "o", DataType.LONG, true);

  private record Known(String name, StructType schema, TableStatistics statistics)
      implements SourceTable {}

  private static Source scan(OptionalLong rows) {
    var key = new ColumnStatistics(null, null, false, OptionalLong.empty(), OptionalLong.of(50), 8);
    var schema =
        new StructType(
            List.of(StructField.of("k", DataType.LONG), StructField.of("o", DataType.LONG)));
    var table = new Known("t", schema, new TableStatistics(rows, true, 8000, Map.of("k", key)));
    return new Source.TableScan(table, List.of(KEY, OTHER), List.of());
  }

  private static long values(List<ColumnReference> keys, Source source) {
    return new Reduction(0, keys).step(source).values();
  }

  @Test
  void aKeyHasItsDistinctValues() {
    assertThat(values(List.of(KEY), scan(OptionalLong.of(1000)))).isEqualTo(50);
  }

  @Test
  void otherwiseEachRowMayHaveAValueOfItsOwn() {
    assertThat(values(List.of(OTHER), scan(OptionalLong.of(1000)))).isEqualTo(1000);
    assertThat(values(List.of(KEY, OTHER), scan(OptionalLong.of(1000)))).isEqualTo(1000);
  }

  @Test
  void nothingMayBeKnown() {
    assertThat(values(List.of(OTHER), scan(OptionalLong.empty()))).isEqualTo(Long.MAX_VALUE);
    assertThat(values(List.of(KEY), new Source.MemoryRows(List.of(KEY), List.of())))
        .isEqualTo(Long.MAX_VALUE);
  }
}
