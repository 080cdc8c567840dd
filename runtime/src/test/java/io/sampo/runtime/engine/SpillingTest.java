package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.row.Row;
import io.sampo.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Queries whose operators put their rows on disk give the rows that they give in memory: with
 * spilling forced at every chance, and with a budget that is a fraction of what they hold.
 */
@NullMarked
@Tag("spills-anyway")
final class SpillingTest {
  private static final Path DATA =
      Path.of("..").toAbsolutePath().normalize().resolve("examples/src/test/resources/tpch/sf0.01");

  /** Ordered completely, so that the rows can be compared one by one. */
  private static final List<String> QUERIES =
      List.of(
          // Groups: as many as rows, with sums, extremes of text, and doubles.
          """
          SELECT l_orderkey, l_partkey, l_suppkey, count(*), sum(l_quantity), min(l_comment),
            max(l_shipmode), avg(l_extendedprice), sum(CAST(l_tax AS DOUBLE))
          FROM lineitem GROUP BY l_orderkey, l_partkey, l_suppkey ORDER BY 1, 2, 3
          """,
          "SELECT DISTINCT l_comment, l_shipdate FROM lineitem ORDER BY 1, 2",
          "SELECT l_linestatus, l_returnflag, count(DISTINCT l_comment), any_value(l_linestatus)"
              + " FROM lineitem GROUP BY 1, 2 ORDER BY 1, 2",
          // Accumulators on the heap.
          """
          SELECT l_suppkey, median(l_quantity), percentile(l_discount, array(0.1, 0.9)),
            mode(l_shipmode), max_by(l_comment, l_extendedprice), min_by(l_partkey, l_orderkey),
            approx_count_distinct(l_comment), bit_xor(l_orderkey), skewness(l_tax),
            array_sort(collect_list(l_partkey)), collect_set(l_shipinstruct), try_sum(l_tax),
            listagg(l_shipmode, '-') WITHIN GROUP (ORDER BY l_shipmode), product(l_discount + 1),
            approx_percentile(l_quantity, 0.5), percentile(l_tax, 0.5, l_linenumber)
          FROM lineitem GROUP BY l_suppkey ORDER BY 1
          """,
          // Without keys nothing is spilled.
          "SELECT count(*), median(l_quantity), min(l_comment) FROM lineitem",
          // Sorts: by text, by several keys with nulls, with limits, ties in the input's order.
          "SELECT l_comment, l_orderkey, l_linenumber FROM lineitem ORDER BY 1 DESC, 2, 3",
          """
          SELECT nullif(l_quantity % 7, 3) AS k, l_shipinstruct, l_orderkey, l_linenumber, l_comment
          FROM lineitem ORDER BY k NULLS LAST, l_shipinstruct DESC, l_orderkey, l_linenumber
          """,
          "SELECT * FROM lineitem ORDER BY l_shipmode, l_orderkey DESC, l_linenumber LIMIT 5000",
          "SELECT * FROM lineitem ORDER BY l_shipmode, l_orderkey, l_linenumber LIMIT 20 OFFSET 30000",
          // Collections that are cut.
          """
          SELECT count(*), min(o_orderkey), max(o_orderkey)
          FROM (SELECT * FROM orders LIMIT 7000 OFFSET 1234)
          """,
          // Windows.
          """
          SELECT l_orderkey, l_linenumber, row_number() OVER w, sum(l_quantity) OVER w,
            lag(l_comment, 2) OVER w, count(*) OVER (PARTITION BY l_partkey),
            rank() OVER (PARTITION BY l_shipmode ORDER BY l_shipdate, l_orderkey, l_linenumber)
          FROM lineitem WINDOW w AS (PARTITION BY l_suppkey ORDER BY l_orderkey, l_linenumber)
          ORDER BY 1, 2
          """,
          """
          SELECT l_orderkey, l_linenumber,
            row_number() OVER (ORDER BY l_extendedprice, l_orderkey, l_linenumber)
          FROM lineitem ORDER BY 1, 2
          """,
          // Groups of groups, and a sort of joined rows.
          """
          SELECT n, count(*), sum(total) FROM
            (SELECT l_orderkey, count(*) AS n, sum(l_quantity) AS total FROM lineitem
             GROUP BY l_orderkey)
          GROUP BY n ORDER BY n
          """,
          """
          SELECT o_comment, l_comment, o_orderkey, l_linenumber FROM orders JOIN lineitem
          ON o_orderkey = l_orderkey ORDER BY o_comment, l_comment, o_orderkey, l_linenumber
          """);

  @TempDir private static Path spill;

  private static Session roomy;
  private static Session tight;

  @BeforeAll
  static void open() {
    roomy = session("1g");
    tight = session("24m");
  }

  private static Session session(String memory) {
    Session session =
        Session.builder()
            .master("local[2]")
            .appName("spilling")
            .config("sampo.memory", memory)
            .config("sampo.spill.dirs", spill.resolve("a") + ", " + spill.resolve("b"))
            .create();
    for (String table : List.of("lineitem", "orders")) {
      session
          .read()
          .parquet(DATA.resolve(table + ".parquet").toString())
          .createOrReplaceTempView(table);
    }
    return session;
  }

  @AfterAll
  static void close() throws IOException {
    roomy.close();
    tight.close();
    try (Stream<Path> left = Files.walk(spill)) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
  }

  static List<String> queries() {
    return QUERIES;
  }

  private static List<List<Object>> rows(Session session, String query) {
    return session.sql(query).collect().stream().<List<Object>>map(Row::values).toList();
  }

  @ParameterizedTest
  @MethodSource("queries")
  void spillingIsNotSeenInTheAnswer(String query) {
    roomy.conf().set("sampo.spill.force", false);
    List<List<Object>> expected = rows(roomy, query);
    for (boolean codegen : new boolean[] {true, false}) {
      roomy.conf().set("sampo.codegen.enabled", codegen);
      roomy.conf().set("sampo.spill.force", true);
      assertThat(rows(roomy, query)).isEqualTo(expected);
      roomy.conf().set("sampo.spill.force", false);
    }
    roomy.conf().set("sampo.codegen.enabled", true);
    assertThat(rows(tight, query)).isEqualTo(expected);
  }

  @Test
  void aQueryThatCannotGoOnFailsAloneAndSaysWhatWouldHelp() {
    try (Session tiny = session("1m")) {
      assertThatThrownBy(() -> rows(tiny, QUERIES.get(0)))
          .isInstanceOfSatisfying(
              SampoException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.OUT_OF_MEMORY);
                assertThat(e.getMessage())
                    .contains("sampo.memory")
                    .containsPattern("of task \\d+ of stage \\d+ of query \\d+");
              });
      assertThat(rows(tiny, "SELECT 1")).hasSize(1);
    }
  }
}
