package io.sampo.runtime.engine;

import static io.sampo.functions.Functions.col;
import static io.sampo.functions.Functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.code.UDF1;
import io.sampo.config.StorageLevel;
import io.sampo.dataframe.DataFrame;
import io.sampo.engine.Cancellation;
import io.sampo.engine.QueryResult;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.row.Row;
import io.sampo.session.Session;
import io.sampo.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are kept are not computed again: what they were computed from may have changed. */
@NullMarked
final class KeptTablesTest {
  private static final String ENDLESS = "SELECT began(id) AS b FROM range(10000000000)";

  /** The first row of {@link #ENDLESS} is computed. */
  private static final CountDownLatch BEGAN = new CountDownLatch(1);

  @TempDir private Path folder;
  private Session session;
  private Path file;

  @BeforeEach
  void open() throws IOException {
    session = session("256m");
    file = folder.resolve("sales.csv");
    Files.writeString(
        file,
        "id,store,amount,note\n1,a,10.5,\n2,b,3.25,a text of more than twelve bytes\n3,a,,short\n4,,7.00,another text that is long\n");
  }

  private Session session(String memory) {
    return Session.builder()
        .master("local[2]")
        .config("sampo.memory", memory)
        .config("sampo.spill.dirs", folder.resolve("spill").toString())
        .create();
  }

  @AfterEach
  void close() {
    session.close();
  }

  private DataFrame sales() {
    return session
        .read()
        .schema("id BIGINT, store STRING, amount DECIMAL(10,2), note STRING")
        .option("header", "true")
        .csv(file.toString());
  }

  /** From now on the file says something else. */
  private void change() throws IOException {
    Files.writeString(file, "id,store,amount,note\n");
  }

  private static List<String> rows(DataFrame data) {
    return data.collect().stream().map(Row::toString).sorted().toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"MEMORY_ONLY", "MEMORY_AND_DISK", "DISK_ONLY", "MEMORY_ONLY_SER_2"})
  void theFirstActionKeepsAndLaterOnesRead(String level) throws IOException {
    DataFrame sales = sales().filter("id > 1");
    List<String> expected = rows(sales);
    assertThat(sales.persist(StorageLevel.fromString(level))).isSameAs(sales);
    assertThat(sales.storageLevel()).isEqualTo(StorageLevel.fromString(level));
    assertThat(sales.explainString("simple"))
        .contains("InMemoryTable")
        .contains(StorageLevel.fromString(level).description())
        .contains("not computed yet");
    assertThat(rows(sales)).isEqualTo(expected);
    change();
    assertThat(rows(sales)).isEqualTo(expected);
    assertThat(rows(sales.groupBy("store").agg(io.sampo.functions.Functions.sum(col("amount")))))
        .containsExactly("[a,null]", "[b,3.25]", "[null,7.00]");
    assertThat(rows(sales.select("note").filter(col("note").isNotNull())))
        .containsExactly(
            "[a text of more than twelve bytes]", "[another text that is long]", "[short]");
    assertThat(sales.count()).isEqualTo(3);
    assertThat(sales.explainString("simple")).contains("bytes in memory").doesNotContain("csv");
    sales.unpersist();
    assertThat(sales.storageLevel()).isEqualTo(StorageLevel.NONE);
  }

  @Test
  void aKeptRelationIsFoundInsideOfOthers() throws IOException {
    DataFrame sales = sales();
    sales.createOrReplaceTempView("sales");
    session.sql("CACHE LAZY TABLE sales OPTIONS ('storageLevel' 'DISK_ONLY')");
    assertThat(session.catalog().isCached("sales")).isTrue();
    assertThat(rows(session.sql("SELECT count(*) FROM sales"))).containsExactly("[4]");
    change();
    assertThat(
            rows(
                session.sql(
                    "SELECT x.id FROM sales x JOIN sales y ON x.id = y.id + 1 WHERE x.id IN (SELECT id FROM sales)")))
        .containsExactly("[2]", "[3]", "[4]");
    assertThat(rows(sales.withColumn("one", lit(1)).limit(1).select("one"))).containsExactly("[1]");
    session.sql("UNCACHE TABLE sales");
    assertThat(session.catalog().isCached("sales")).isFalse();
  }

  @Test
  void cacheTableComputesAtOnce() throws IOException {
    sales().createOrReplaceTempView("sales");
    session.sql("CACHE TABLE stores AS SELECT store, count(*) AS n FROM sales GROUP BY store");
    change();
    List<String> stores = List.of("[a,2]", "[b,1]", "[null,1]");
    assertThat(rows(session.table("stores"))).isEqualTo(stores);
    session.sql("CLEAR CACHE");
    assertThat(session.catalog().isCached("stores")).isFalse();
    assertThatThrownBy(() -> session.sql("UNCACHE TABLE nothing"))
        .isInstanceOf(SampoException.class)
        .hasMessageContaining("TABLE_OR_VIEW_NOT_FOUND");
    session.sql("UNCACHE TABLE IF EXISTS nothing");
  }

  @Test
  void refreshComputesAnew() throws IOException {
    sales().createOrReplaceTempView("sales");
    session.catalog().cacheTable("sales");
    assertThat(session.table("sales").count()).isEqualTo(4);
    Files.writeString(file, "id,store,amount,note\n9,z,1.00,x\n");
    assertThat(session.table("sales").count()).isEqualTo(4);
    session.sql("REFRESH TABLE sales");
    assertThat(rows(session.table("sales"))).containsExactly("[9,z,1.00,x]");
    Files.writeString(file, "id,store,amount,note\n");
    session.catalog().refreshByPath(folder.toString());
    assertThat(session.table("sales").count()).isZero();
  }

  @Test
  void anotherViewOfTheSameNameIsAnotherTable() {
    session.range(5).createOrReplaceTempView("numbers");
    session.sql("CACHE TABLE numbers");
    session.range(7).createOrReplaceTempView("numbers");
    assertThat(session.table("numbers").count()).isEqualTo(7);
    assertThat(session.catalog().isCached("numbers")).isFalse();
  }

  @Test
  void whatDoesNotFitIntoMemoryGoesToDiskOrIsComputedEachTime() {
    session.close();
    session = session("16m");
    DataFrame numbers =
        session.range(1_000_000).selectExpr("id", "hash(id) AS h", "hash(id, 7) AS i");
    numbers.persist(StorageLevel.MEMORY_AND_DISK);
    assertThat(numbers.count()).isEqualTo(1_000_000);
    assertThat(numbers.explainString("simple")).doesNotContain(" 0 bytes on disk");
    numbers.unpersist();
    numbers.persist(StorageLevel.MEMORY_ONLY);
    assertThat(numbers.count()).isEqualTo(1_000_000);
    assertThat(numbers.filter("id < 10").count()).isEqualTo(10);
  }

  @Test
  void rowsWhoseBlocksAreDamagedAreComputedAgain() throws IOException {
    DataFrame sales = sales().persist(StorageLevel.DISK_ONLY);
    assertThat(sales.count()).isEqualTo(4);
    Files.writeString(file, "id,store,amount,note\n7,z,1.00,computed again\n");
    assertThat(sales.count()).isEqualTo(4);
    try (Stream<Path> all = Files.walk(folder.resolve("spill"))) {
      for (Path kept : all.filter(path -> path.toString().endsWith("kept-0")).toList()) {
        Files.write(kept, new byte[(int) Files.size(kept)]);
      }
    }
    assertThat(rows(sales)).containsExactly("[7,z,1.00,computed again]");
    assertThat(rows(sales.groupBy("store").count())).containsExactly("[z,1]");
  }

  @Test
  @Tag("spills-anyway")
  void keptRowsMakeRoomForQueries() {
    session.close();
    session = session("48m");
    DataFrame numbers =
        session
            .range(500_000)
            .selectExpr("id", "hash(id) AS h", "xxhash64(id) AS x", "xxhash64(id, 1) AS y");
    assertThat(numbers.persist(StorageLevel.MEMORY_AND_DISK).count()).isEqualTo(500_000);
    assertThat(numbers.explainString("simple")).contains(", 0 bytes on disk");
    assertThat(
            rows(
                session.sql(
                    "SELECT count(*), max(b) FROM (SELECT id % 600000 AS k, max(concat('a text of some length', id)) AS b FROM range(0, 1200000) GROUP BY 1)")))
        .containsExactly("[600000,a text of some length999999]");
    assertThat(numbers.explainString("simple")).doesNotContain(", 0 bytes on disk");
    assertThat(rows(numbers.selectExpr("count(x)", "sum(id)")))
        .containsExactly("[500000,124999750000]");
  }

  @Test
  void aCheckpointForgetsHowItWasComputed() throws IOException {
    DataFrame twice = sales().join(sales().select("id", "note"), "id");
    List<String> expected = rows(twice);
    DataFrame stored = twice.checkpoint();
    DataFrame later = twice.localCheckpoint(false);
    assertThat(rows(later)).isEqualTo(expected);
    change();
    assertThat(rows(stored)).isEqualTo(expected);
    assertThat(rows(later)).isEqualTo(expected);
    assertThat(stored.columns()).containsExactly("id", "store", "amount", "note", "note");
  }

  @Test
  void plansOfIterationsStaySmall() {
    DataFrame state = session.range(100).withColumn("value", lit(0L));
    int largest = 0;
    for (int step = 1; step <= 200; step++) {
      state =
          state
              .withColumn("value", col("value").plus(col("id")))
              .filter("value >= " + -step)
              .union(state.limit(0));
      if (step % 5 == 0) {
        state = state.localCheckpoint();
        largest = Math.max(largest, state.explainString("extended").length());
      }
    }
    assertThat(largest).isLessThan(5_000);
    assertThat(rows(state.selectExpr("sum(value)"))).containsExactly("[" + 200 * 4950 + "]");
  }

  @Test
  void nothingStaysWhenTheSessionEnds() throws IOException {
    session.range(1000).persist(StorageLevel.DISK_ONLY).count();
    session.range(10).checkpoint();
    session.close();
    try (Stream<Path> files = Files.walk(folder.resolve("spill"))) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  private static void assertCancelled(ThrowingCallable work) {
    assertThatThrownBy(work)
        .satisfies(thrown ->
            assertThat(thrown instanceof CompletionException ? thrown.getCause() : thrown)
                .isInstanceOfSatisfying(
                    SampoException.class,
                    e -> assertThat(e.code()).isEqualTo(ErrorCode.OPERATION_CANCELED)));
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  @Timeout(120)
  void theComputingOfRowsIsCancelledWithItsStatement() throws Exception {
    session
        .udf()
        .register(
            "began",
            (UDF1<Long, Long>)
                id -> {
                  BEGAN.countDown();
                  return id;
                },
            DataType.LONG);
    var cancellation = new Cancellation();
    var filling =
        CompletableFuture.runAsync(() ->
            cancellation.run(() -> session.sql("CACHE TABLE endless AS " + ENDLESS).collect()));
    BEGAN.await();

    // Others that need the rows wait for them, unless they are cancelled.
    var other = new Cancellation();
    other.cancel();
    assertCancelled(() -> other.run(() -> session.table("endless").count()));
    String write =
        "INSERT OVERWRITE DIRECTORY '"
            + folder.resolve("written")
            + "' USING parquet SELECT * FROM endless";
    try (QueryResult writing = session.execute(session.statements(write).getFirst())) {
      writing.cancel();
      assertCancelled(writing::next);
    }
    assertThat(folder.resolve("written")).doesNotExist();
    assertThat(filling).isNotDone();

    cancellation.cancel();
    assertCancelled(filling::join);
    assertThat(session.table("endless").explainString("simple")).contains("not computed yet");
    assertThat(rows(session.sql("SELECT 42"))).containsExactly("[42]");
  }

  @Test
  @Timeout(120)
  void checkpointsAndMeasuredPlansAreCancelled() {
    session.udf().register("began", (UDF1<Long, Long>) id -> id, DataType.LONG);
    var cancellation = new Cancellation();
    cancellation.cancel();
    DataFrame endless = session.sql(ENDLESS);
    assertCancelled(() -> cancellation.run(endless::checkpoint));
    assertCancelled(() -> cancellation.run(endless::localCheckpoint));
    assertCancelled(() -> cancellation.run(() -> endless.explainString("analyze")));
  }
}
