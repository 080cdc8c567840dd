package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.row.Row;
import io.sampo.runtime.cluster.TestCluster;
import io.sampo.session.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What a query learns while it runs changes how it goes on, and not what it yields. */
@NullMarked
final class AdaptiveTest {
  private TestCluster cluster;
  private Session session;

  @BeforeEach
  void open(TestInfo info, @TempDir Path folder) {
    cluster = new TestCluster();
    cluster.join(2);
    cluster.join(1);
    session =
        Session.builder()
            .master(TestClusterProvider.master("adaptive " + info.getDisplayName(), cluster))
            .config("sampo.partitions", 7)
            .config("sampo.adaptive.partitionBytes", "100k")
            .config("sampo.broadcast.limit", 0)
            .create();
    view("evens", "SELECT id AS k, id * 3 AS v FROM range(0, 20000, 2)");
    view("thirds", "SELECT id AS k, concat('text ', id) AS t FROM range(0, 20000, 3)");
    // Nine of ten rows have one key; files enough that every task has some.
    String skewed = folder.resolve("skewed").toString();
    session
        .sql("SELECT IF(id % 10 = 0, id, 6) AS k, id AS v, id % 4 AS g FROM range(100000)")
        .repartition(14)
        .write()
        .parquet(skewed);
    session.read().parquet(skewed).createOrReplaceTempView("skewed");
    String wide = folder.resolve("wide").toString();
    session
        .sql("SELECT id AS k, concat('text ', id) AS t FROM range(200000)")
        .write()
        .parquet(wide);
    session.read().parquet(wide).createOrReplaceTempView("wide");
  }

  @AfterEach
  void close() {
    session.close();
    cluster.close();
  }

  private void view(String name, String sql) {
    session.sql(sql).createOrReplaceTempView(name);
  }

  private List<String> rows(String sql) {
    return session.sql(sql).collect().stream().map(Row::toString).sorted().toList();
  }

  private String text(String sql) {
    return session.sql(sql).collect().getFirst().values().getFirst().toString();
  }

  /** The same rows with adaptation and without; yields what EXPLAIN ANALYZE tells. */
  private String analyzed(String sql) {
    List<String> adapted = rows(sql);
    String text = text("EXPLAIN ANALYZE " + sql);
    session.conf().set("sampo.adaptive.enabled", false);
    assertThat(text("EXPLAIN " + sql)).doesNotContain("by their sizes");
    assertThat(adapted).isNotEmpty().isEqualTo(rows(sql));
    assertThat(text("EXPLAIN ANALYZE " + sql)).doesNotContain("Adapted");
    session.conf().set("sampo.adaptive.enabled", true);
    return text;
  }

  @Test
  void smallPartitionsAreReadByOneTask() {
    String groups = "SELECT g, count(*), sum(v), min(k) FROM skewed GROUP BY g";
    assertThat(text("EXPLAIN " + groups)).contains("7 partitions, tasks by their sizes");
    assertThat(analyzed(groups)).containsPattern("fragment 1: 7 partitions -> 1 task, .*iB");
  }

  @Test
  void joinsGroupsAndWindowsOfSeveralPartitions() {
    String join = "SELECT e.k, e.v, t.t FROM evens e JOIN thirds t ON e.k = t.k";
    assertThat(analyzed(join)).containsPattern("fragment 2: 7 partitions -> [234] tasks");
    String full = "SELECT e.k, e.v, t.k, t.t FROM evens e FULL JOIN thirds t ON e.k = t.k";
    assertThat(analyzed(full)).containsPattern("fragment 2: 7 partitions -> [3456] tasks");
    analyzed("SELECT k, count(*), max(t) FROM (%s) GROUP BY k".formatted(join));
    analyzed("SELECT k, v, row_number() OVER (PARTITION BY k % 5 ORDER BY k) FROM evens");
  }

  @Test
  void aPartitionWithOneGiantKeyIsSplit() {
    for (String kind : List.of("", "LEFT", "LEFT SEMI", "LEFT ANTI")) {
      String columns = kind.contains(" ") ? "s.k, s.v" : "s.k, s.v, e.v";
      String join = "SELECT %s FROM skewed s %s JOIN evens e ON s.k = e.k".formatted(columns, kind);
      assertThat(analyzed(join))
          .as(kind)
          .containsPattern(
              Pattern.compile("7 partitions -> \\d+ tasks, .*, partition \\d split in [3-7]"));
    }
  }

  @Test
  void whereRowsWithoutPartnerCountNothingIsSplit() {
    for (String kind : List.of("RIGHT", "FULL")) {
      String join = "SELECT s.v, e.v FROM skewed s %s JOIN evens e ON s.k = e.k".formatted(kind);
      assertThat(analyzed(join)).as(kind).contains("7 partitions -> ").doesNotContain("split");
    }
  }

  @Test
  void whatGoesOnBehindASplitJoinIsRight() {
    String join = "SELECT s.k, s.g, s.v, e.v AS w FROM skewed s JOIN evens e ON s.k = e.k";
    // Groups by the key of the join stay with it; others are sent on.
    assertThat(analyzed("SELECT k, sum(v), count(w) FROM (%s) GROUP BY k".formatted(join)))
        .doesNotContain("split");
    assertThat(analyzed("SELECT g, sum(v), count(w) FROM (%s) GROUP BY g".formatted(join)))
        .contains("split");
    assertThat(
            analyzed("SELECT j.g, j.v, t.t FROM (%s) j JOIN thirds t ON j.k = t.k".formatted(join)))
        .contains("split");
    analyzed("SELECT k, v, w FROM (%s) ORDER BY v DESC LIMIT 20".formatted(join));
  }

  @Test
  void onePartitionOfSeveralInputsIsSplit() {
    String union =
        "SELECT k, v FROM skewed UNION ALL SELECT id AS k, id AS v FROM range(1000)"
            + " UNION ALL SELECT k, v FROM skewed WHERE g > 0";
    assertThat(
            analyzed("SELECT u.k, u.v, e.v FROM (%s) u JOIN evens e ON u.k = e.k".formatted(union)))
        .contains("split");
  }

  @Test
  void rowsOfGroupsGoBesideRowsThatAreSplit() {
    String union =
        "SELECT k, count(v) AS v FROM evens GROUP BY k UNION ALL SELECT k, v FROM skewed";
    analyzed("SELECT u.k, u.v, t.t FROM (%s) u JOIN thirds t ON u.k = t.k".formatted(union));
  }

  @Test
  void groupsOfOneGiantKeyAreSmallBeforeTheyAreSent() {
    assertThat(analyzed("SELECT k, sum(v), count(DISTINCT g) FROM skewed GROUP BY k"))
        .contains("7 partitions -> ");
  }

  @Test
  void groupsThatWereThoughtToBeManyAreMadeOfPiecesWhereOneKeyIsGiant() {
    // The planner believes that each row may have a key of its own.
    view(
        "lopsided",
        "SELECT IF(id % 100 = 0, id, 6) AS k, id AS v, id % 4 AS g FROM range(1500000)");
    String columns = "k, count(*), sum(v), min(g), avg(v)";
    for (String having : List.of("", " HAVING count(*) > 1", " ORDER BY k LIMIT 30")) {
      String skewed = "SELECT " + columns + " FROM lopsided GROUP BY k" + having;
      assertThat(text("EXPLAIN " + skewed)).contains("only where a partition is skewed");
      assertThat(analyzed(skewed)).containsPattern("partition \\d split in [3-7]");
    }
    view("upright", "SELECT id % 1000000 AS k, id AS v FROM range(1500000)");
    String even = "SELECT k, count(*), sum(v) FROM upright GROUP BY k HAVING sum(v) % 1000 = 0";
    assertThat(text("EXPLAIN " + even)).contains("only where a partition is skewed");
    assertThat(analyzed(even)).doesNotContain("split in");
    analyzed(
        "SELECT s.k, s.n, e.v FROM (SELECT k, count(*) AS n FROM lopsided GROUP BY k) s"
            + " LEFT JOIN evens e ON s.k = e.k");
  }

  @Test
  void branchesOfAUnionMeetDifferentNumbersOfJoins() {
    String union =
        "SELECT e.k, e.v FROM evens e JOIN thirds t ON e.k = t.k UNION ALL SELECT k, v FROM skewed";
    analyzed(
        """
        SELECT u.k, u.v, a.t, b.v FROM (%s) u
        JOIN thirds a ON u.k = a.k
        LEFT JOIN evens b ON u.v = b.k
        """
            .formatted(union));
  }

  /** A join of a table that is thought to be large, and of which a filter leaves little. */
  private String misjudged(String kind) {
    session.conf().set("sampo.broadcast.limit", "2m");
    String columns = kind.contains(" ") ? "s.k, s.v" : "s.k, s.v, w.t";
    return "SELECT %s FROM skewed s %s JOIN (SELECT * FROM wide WHERE length(t) < 7) w ON s.k = w.k"
        .formatted(columns, kind);
  }

  @Test
  void whereTheBuiltSideTurnsOutSmallNothingIsDealtOut() {
    for (String kind : List.of("", "LEFT", "LEFT SEMI", "LEFT ANTI")) {
      String join = misjudged(kind);
      assertThat(text("EXPLAIN " + join)).as(kind).contains("7 partitions by [k#");
      assertThat(analyzed(join))
          .as(kind)
          .containsPattern(
              "join: dealt out -> whole table to every task of fragment 1, .* built, "
                  + ".*MiB expected")
          .doesNotContain("fragment 1 on worker");
    }
  }

  @Test
  void joinsOfAJoinThatIsSwitchedAreSwitchedToo() {
    String join = misjudged("");
    String text =
        analyzed(
            """
            SELECT j.k, j.v, j.t, e.v AS w FROM (%s) j
            LEFT JOIN (SELECT * FROM wide WHERE length(t) < 8) e2 ON j.v = e2.k
            LEFT JOIN evens e ON e.k = e2.k
            """
                .formatted(join));
    assertThat(text).contains("join: dealt out -> whole table");
    analyzed("SELECT t, count(*), sum(v) FROM (%s) GROUP BY t".formatted(join));
  }

  @Test
  void whereTheTableIsNeededByPartitionTheJoinStays() {
    for (String kind : List.of("RIGHT", "FULL")) {
      assertThat(analyzed(misjudged(kind))).as(kind).doesNotContain("join: dealt out ->");
    }
  }

  @Test
  void lostWorkersDoNotChangeWhatTasksRead() {
    String sql = "SELECT s.k, s.v, e.v FROM skewed s JOIN evens e ON s.k = e.k";
    List<String> expected = rows(sql);
    for (int i = 0; i < 5; i++) {
      cluster.join(2);
      var found = CompletableFuture.supplyAsync(() -> rows(sql));
      while (!found.isDone() && !anyIsDecided()) {
        Thread.onSpinWait();
      }
      cluster.lose(cluster.workers().getFirst());
      assertThat(found.join()).isEqualTo(expected);
    }
  }

  private boolean anyIsDecided() {
    return cluster.status().queries().stream().anyMatch(query -> !query.shares().isEmpty());
  }
}
