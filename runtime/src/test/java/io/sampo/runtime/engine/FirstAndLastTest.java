package io.sampo.runtime.engine;

import static io.sampo.functions.Functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.dataframe.DataFrame;
import io.sampo.functions.Functions;
import io.sampo.row.Row;
import io.sampo.runtime.cluster.TestCluster;
import io.sampo.session.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * first and last go by the order of the input, count nulls unless told otherwise, and yield the
 * same whatever the session's settings are.
 */
@NullMarked
@Tag("spills-anyway")
final class FirstAndLastTest {
  private static final Path DATA =
      Path.of("..").toAbsolutePath().normalize().resolve("examples/src/test/resources/tpch/sf0.01");

  private static final List<String> QUERIES =
      List.of(
          """
          SELECT l_suppkey, first(l_orderkey), last(l_orderkey), any_value(l_comment),
            last_value(l_comment), first(nullif(l_linenumber, 1)), first(nullif(l_linenumber, 1), true),
            last(nullif(l_linenumber, 2)) IGNORE NULLS,
            first(l_partkey) FILTER (WHERE l_quantity > 45)
          FROM lineitem GROUP BY l_suppkey ORDER BY 1
          """,
          "SELECT first(l_comment), last(l_comment), last(l_partkey, true) FROM lineitem",
          """
          SELECT c_mktsegment, first(o_orderkey), last(o_comment), first(c_name), last(o_orderkey)
          FROM orders JOIN customer ON o_custkey = c_custkey GROUP BY c_mktsegment ORDER BY 1
          """,
          """
          SELECT c_nationkey, first(o_orderkey), last(o_orderkey), count(o_orderkey)
          FROM customer LEFT JOIN orders ON o_custkey = c_custkey AND o_totalprice > 100000
          GROUP BY c_nationkey ORDER BY 1
          """,
          """
          SELECT l_shipmode, first(l_comment), last(l_comment)
          FROM (SELECT * FROM lineitem ORDER BY l_shipdate DESC, l_quantity % 5)
          GROUP BY l_shipmode ORDER BY 1
          """,
          """
          SELECT k, first(v), last(v) FROM (
            SELECT o_custkey % 10 AS k, o_comment AS v FROM orders
            UNION ALL SELECT c_nationkey, c_comment FROM customer
            UNION ALL SELECT id % 30, CAST(id AS STRING) FROM range(1000)) GROUP BY k ORDER BY k
          """,
          """
          SELECT k, first(n), last(n), first(s) FROM (
            SELECT l_suppkey % 7 AS k, l_partkey AS n, sum(l_quantity) AS s
            FROM lineitem GROUP BY l_suppkey % 7, l_partkey) GROUP BY k ORDER BY k
          """,
          """
          SELECT l_returnflag, l_linestatus, first(l_comment), last(l_orderkey), count(*)
          FROM lineitem GROUP BY ROLLUP (l_returnflag, l_linestatus) ORDER BY 1, 2
          """,
          """
          SELECT l_suppkey, collect_list(l_linenumber), listagg(l_linenumber, '')
          FROM lineitem WHERE l_suppkey < 20 GROUP BY l_suppkey ORDER BY 1
          """,
          """
          SELECT l_suppkey, count(DISTINCT l_shipmode), first(l_comment), last(DISTINCT l_partkey)
          FROM lineitem GROUP BY l_suppkey ORDER BY 1
          """,
          """
          SELECT l_orderkey, l_linenumber, first_value(l_comment) OVER w, last_value(l_comment) OVER w
          FROM lineitem
          WINDOW w AS (PARTITION BY l_suppkey ORDER BY l_shipmode
            ROWS BETWEEN 3 PRECEDING AND 2 FOLLOWING)
          ORDER BY 1, 2
          """);

  private static final Map<String, List<List<Object>>> EXPECTED = new HashMap<>();

  private static Session plain;
  private static TestCluster cluster;
  private static @TempDir Path folder;

  @BeforeAll
  static void open() {
    plain = session("local[1]", Map.of("sampo.partitions", "1"));
    cluster = new TestCluster();
    for (int i = 0; i < 3; i++) {
      cluster.join(1);
    }
  }

  @AfterAll
  static void close() {
    plain.close();
    cluster.close();
  }

  private static Session session(String master, Map<String, String> settings) {
    var builder = Session.builder().master(master).appName("first and last");
    settings.forEach(builder::config);
    Session session = builder.create();
    for (String table : List.of("lineitem", "orders", "customer")) {
      session
          .read()
          .parquet(DATA.resolve(table + ".parquet").toString())
          .createOrReplaceTempView(table);
    }
    return session;
  }

  private static List<List<Object>> rows(Session session, String query) {
    return session.sql(query).collect().stream().<List<Object>>map(Row::values).toList();
  }

  static List<Map<String, String>> settings() {
    return List.of(
        Map.of("sampo.partitions", "7", "sampo.batch.rows", "100"),
        Map.of("sampo.codegen.enabled", "false", "sampo.partitions", "2"),
        Map.of("sampo.spill.force", "true", "sampo.partitions", "3"),
        Map.of("sampo.plan.serialize", "true", "sampo.batch.rows", "3"));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void sameUnderAllSettings(Map<String, String> settings) {
    try (Session session = session("local[2]", settings)) {
      for (String query : QUERIES) {
        assertThat(rows(session, query))
            .as(query)
            .isEqualTo(EXPECTED.computeIfAbsent(query, q -> rows(plain, q)));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 0", "5, 0", "3, 128m"})
  void sameOnWorkers(String partitions, String broadcast) {
    String master = TestClusterProvider.master("first-" + partitions, cluster);
    var settings = Map.of("sampo.partitions", partitions, "sampo.broadcast.limit", broadcast);
    try (Session session = session(master, settings)) {
      for (String query : QUERIES) {
        assertThat(rows(session, query))
            .as(query)
            .isEqualTo(EXPECTED.computeIfAbsent(query, q -> rows(plain, q)));
      }
    }
  }

  /** Against a fold over the rows as they stand in the file. */
  @Test
  void goesByTheOrderOfTheFile() {
    Map<Long, @Nullable Object[]> expected = new TreeMap<>();
    plain
        .sql("SELECT l_suppkey, l_orderkey, nullif(l_linenumber, 1), l_comment FROM lineitem")
        .collect()
        .forEach(row -> {
          @Nullable Object[] kept =
              expected.computeIfAbsent(
                  ((Number) Objects.requireNonNull(row.get(0))).longValue(),
                  _ -> new Object[] {row.get(1), row.get(2), null, null});
          kept[2] = kept[2] == null ? row.get(2) : kept[2];
          kept[3] = row.get(3);
        });
    var answer = new LinkedHashMap<Long, List<Object>>();
    try (Session session = session("local[2]", Map.of("sampo.partitions", "4"))) {
      session
          .sql(
              """
              SELECT l_suppkey, first(l_orderkey), first(nullif(l_linenumber, 1)),
                first(nullif(l_linenumber, 1)) IGNORE NULLS, last(l_comment)
              FROM lineitem GROUP BY l_suppkey ORDER BY 1
              """)
          .collect()
          .forEach(row ->
              answer.put(
                  ((Number) Objects.requireNonNull(row.get(0))).longValue(),
                  row.values().subList(1, 5)));
    }
    assertThat(answer).hasSameSizeAs(expected);
    expected.forEach((key, values) -> assertThat(answer.get(key)).containsExactly(values));
  }

  @Test
  void goesByTheOrderOfFilesAndSplits() {
    String path = folder.resolve("text").toString();
    DataFrame lines =
        plain.sql("SELECT id, id % 1000 AS k, repeat('x', 40) AS t FROM range(200000)");
    lines.write().option("header", true).csv(path);
    try (Session session = session("local[2]", Map.of("sampo.partitions", "8"))) {
      session
          .read()
          .option("header", true)
          .option("inferSchema", true)
          .csv(path)
          .createOrReplaceTempView("lines");
      assertThat(
              rows(
                  session,
                  """
                  SELECT count(*) FROM
                    (SELECT k, first(id) AS a, last(id) AS b FROM lines GROUP BY k)
                  WHERE a = k AND b = 199000 + k
                  """))
          .isEqualTo(List.of(List.of(1000L)));
    }
  }

  @Test
  void nullsCountUnlessIgnored() {
    DataFrame values =
        plain.sql("SELECT * FROM VALUES ('a', null), ('a', 2), ('b', 3), ('b', null) AS t(k, v)");
    assertThat(
            values
                .groupBy("k")
                .agg(
                    Functions.first(col("v")),
                    Functions.first(col("v"), true),
                    Functions.last(col("v")),
                    Functions.last(col("v"), true))
                .orderBy("k")
                .collect()
                .stream()
                .map(Row::toString)
                .toList())
        .containsExactly("[a,null,2,2,2]", "[b,3,3,null,3]");
    var none = new ArrayList<>(values.filter("k = 'c'").agg(Functions.first(col("v"))).collect());
    assertThat(none.getFirst().isNullAt(0)).isTrue();
  }

  @Test
  void duplicatesKeepTheFirstRow() {
    assertThat(
            plain
                .sql("SELECT id % 5 AS k, id AS v FROM range(100000)")
                .dropDuplicates("k")
                .orderBy("k")
                .collect()
                .stream()
                .map(Row::toString)
                .toList())
        .containsExactly("[0,0]", "[1,1]", "[2,2]", "[3,3]", "[4,4]");
  }
}
