package io.sampo.runtime.source.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.types.StructType;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The TPC-H tables at scale factor 0.01 as DuckDB wrote them; the sums are pyarrow's. */
class TpchFilesTest {
  private static final Path FOLDER = Path.of("../examples/src/test/resources/tpch/sf0.01");

  private static StructType schema;
  private static List<List<@Nullable Object>> lineitem;

  @BeforeAll
  static void read() {
    Path file = FOLDER.resolve("lineitem.parquet");
    schema = Scans.schema(file);
    lineitem = Scans.columns(file, 1024);
  }

  private static List<@Nullable Object> column(String name) {
    return lineitem.get(schema.indexOf(name).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "l_orderkey, 1802759573",
    "l_partkey, 60337552",
    "l_suppkey, 3041002",
    "l_linenumber, 180782",
    "l_quantity, 1536127.00",
    "l_extendedprice, 2152189760.47",
    "l_discount, 3004.54",
    "l_tax, 2420.51",
    "l_shipdate, 559390112",
    "l_commitdate, 559330781",
    "l_receiptdate, 560325038"
  })
  void numbersAddUp(String name, BigDecimal sum) {
    assertThat(column(name)).hasSize(60_175);
    assertThat(
            column(name).stream()
                .map(v -> new BigDecimal(String.valueOf(v)))
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(sum);
  }

  @ParameterizedTest
  @CsvSource({
    "l_returnflag, 4620045",
    "l_linestatus, 4542866",
    "l_shipinstruct, 391964500",
    "l_shipmode, 53275999",
    "l_comment, 2410684209"
  })
  void textsAddUp(String name, long sum) {
    long actual = 0;
    for (Object value : column(name)) {
      String text = (String) Objects.requireNonNull(value);
      actual += text.length();
      for (int i = 0; i < text.length(); i++) {
        actual += (long) text.charAt(i) * (i + 1);
      }
    }
    assertThat(actual).isEqualTo(sum);
  }

  @Test
  void everyTableHasItsRows() {
    assertThat(rows("region")).isEqualTo(5);
    assertThat(rows("nation")).isEqualTo(25);
    assertThat(rows("supplier")).isEqualTo(100);
    assertThat(rows("customer")).isEqualTo(1500);
    assertThat(rows("part")).isEqualTo(2000);
    assertThat(rows("partsupp")).isEqualTo(8000);
    assertThat(rows("orders")).isEqualTo(15_000);
  }

  private static int rows(String table) {
    return Scans.columns(FOLDER.resolve(table + ".parquet"), 777).getLast().size();
  }
}
