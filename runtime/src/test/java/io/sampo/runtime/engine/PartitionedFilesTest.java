package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.dataframe.DataFrame;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders that stand for columns, written and read. */
@NullMarked
final class PartitionedFilesTest {
  private static final String ROWS =
      "SELECT * FROM VALUES (1, 'a', DATE '2024-01-31'), (2, 'b/c=d %', DATE '2024-01-31'),"
          + " (3, 'a', NULL), (4, NULL, NULL), (5, 'a', DATE '2024-01-31') AS t(n, k, d)";

  private static Session session;

  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    session =
        Session.builder()
            .master("local[2]")
            .appName("partitions")
            .config("spark.sql.session.timeZone", "UTC")
            .config("sampo.batch.rows", "2")
            .create();
  }

  @AfterAll
  static void close() {
    session.close();
  }

  private static List<String> rows(DataFrame rows) {
    return rows.collect().stream().map(Row::toString).toList();
  }

  private DataFrame read(String format) {
    return session.read().format(format).option("header", true).load(folder + "/t");
  }

  private void write(DataFrame rows, String format, String mode, String... columns) {
    rows.write()
        .format(format)
        .mode(mode)
        .option("header", true)
        .partitionBy(columns)
        .save(folder + "/t");
  }

  private List<String> folders() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().equals("_SUCCESS"))
          .map(file -> folder.relativize(file.getParent()).toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "csv", "json"})
  void whatIsWrittenIsRead(String format) throws IOException {
    write(session.sql(ROWS), format, "error", "d", "k");
    assertThat(folders())
        .containsExactly(
            "t/d=2024-01-31/k=a",
            "t/d=2024-01-31/k=b%2Fc%3Dd %25",
            "t/d=__HIVE_DEFAULT_PARTITION__/k=__HIVE_DEFAULT_PARTITION__",
            "t/d=__HIVE_DEFAULT_PARTITION__/k=a");
    DataFrame table = read(format);
    assertThat(table.columns()).containsExactly("n", "d", "k");
    assertThat(rows(table.selectExpr("cast(n as int)", "k", "d").orderBy("n")))
        .isEqualTo(rows(session.sql(ROWS + " ORDER BY n")));
  }

  @ParameterizedTest
  @CsvSource({
    "k = 'a',3",
    "d = DATE '2024-01-31',3",
    "d IS NULL AND k = 'a',1",
    "k = 'a' AND n > 1,2",
    "k = 'none',0",
    "d < current_date(),3"
  })
  void conditionsOnFoldersHold(String condition, int count) {
    write(session.sql(ROWS), "parquet", "error", "d", "k");
    assertThat(read("parquet").where(condition).count()).isEqualTo(count);
  }

  @Test
  void noRowsAreStillOneGroup() {
    write(session.sql(ROWS), "parquet", "error", "k");
    read("parquet").createOrReplaceTempView("t");
    String none = " FROM t WHERE k = 'none'";
    assertThat(rows(session.sql("SELECT count(*), max(n), collect_list(n)" + none)))
        .containsExactly("[0,null,[]]");
    assertThat(rows(session.sql("SELECT (SELECT count(*)" + none + ") AS c")))
        .containsExactly("[0]");
    assertThat(rows(session.sql("SELECT n, count(*)" + none + " GROUP BY n"))).isEmpty();
  }

  @Test
  void foldersWithoutRowsAreNotRead() throws IOException {
    write(session.sql(ROWS), "csv", "error", "k");
    try (Stream<Path> files = Files.list(folder.resolve("t/k=a"))) {
      for (Path file : files.toList()) {
        Files.write(file, new byte[] {(byte) 0xFF, '"'});
      }
    }
    DataFrame table =
        session
            .read()
            .schema("n INT, d DATE, k STRING")
            .option("mode", "FAILFAST")
            .option("header", true)
            .csv(folder + "/t");
    assertThat(rows(table.where("k LIKE 'b%'").select("n"))).containsExactly("[2]");
  }

  @Test
  void saveModesKeepTheirWord() throws IOException {
    DataFrame rows = session.sql("SELECT id, id % 2 AS k FROM range(4)");
    write(rows, "parquet", "error", "k");
    write(rows, "parquet", "append", "k");
    assertThat(folders()).containsExactly("t/k=0", "t/k=0", "t/k=1", "t/k=1");
    write(rows, "parquet", "ignore", "k");
    assertThat(read("parquet").count()).isEqualTo(8);
    write(rows.where("k = 1"), "parquet", "overwrite", "k");
    assertThat(folders()).containsExactly("t/k=1");
    assertThatThrownBy(() -> write(rows, "parquet", "error", "k"))
        .isInstanceOf(SampoException.class)
        .hasMessageContaining("PATH_ALREADY_EXISTS");
  }

  @Test
  void aFailedWriteLeavesTheTargetAsItWas() throws IOException {
    DataFrame rows = session.sql("SELECT id, id % 2 AS k FROM range(4)");
    write(rows, "parquet", "error", "k");
    DataFrame failing = session.sql("SELECT 1 / (id - 3) AS x, id AS k FROM range(9)");
    assertThatThrownBy(() -> write(failing, "parquet", "overwrite", "k"))
        .isInstanceOf(SampoException.class);
    assertThat(folders()).containsExactly("t/k=0", "t/k=1");
    assertThat(read("parquet").count()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({
    "01,2,int",
    "1,3000000000,bigint",
    "1,2.5,double",
    "2024-01-01,2024-12-31,date",
    "2024-01-01 00:00:00,2024-12-31 10:11:12.5,timestamp",
    "1,x,string",
    "1,__HIVE_DEFAULT_PARTITION__,int"
  })
  void foldersTellTheType(String first, String second, String type) throws IOException {
    for (String value : List.of(first, second)) {
      Path part = Files.createDirectories(folder.resolve("t/p=" + value));
      Files.writeString(part.resolve("f.csv"), "x\n1\n");
    }
    assertThat(rows(read("csv").selectExpr("typeof(p)").distinct()))
        .containsExactly("[" + type + "]");
  }

  @Test
  void aGivenSchemaGivesTheType() throws IOException {
    Path part = Files.createDirectories(folder.resolve("t/p=01"));
    Files.writeString(part.resolve("f.csv"), "x\n1\n");
    DataFrame table =
        session.read().schema("x INT, p STRING").option("header", true).csv(folder + "/t");
    assertThat(rows(table)).containsExactly("[1,01]");
  }

  @Test
  void foldersMustAgree() throws IOException {
    for (String part : List.of("t/a=1", "t/b=2")) {
      Files.writeString(Files.createDirectories(folder.resolve(part)).resolve("f.csv"), "x\n1\n");
    }
    assertThatThrownBy(() -> read("csv").count())
        .isInstanceOf(SampoException.class)
        .hasMessageContaining("folders name the columns");
  }

  @Test
  void refusesColumnsThatCannotBeFolders() {
    DataFrame rows = session.sql("SELECT 1 AS a, array(1) AS b");
    assertThatThrownBy(() -> write(rows, "parquet", "error", "b"))
        .hasMessageContaining("partitionBy");
    assertThatThrownBy(() -> write(rows.select("a"), "parquet", "error", "a"))
        .hasMessageContaining("a column must be left");
    assertThatThrownBy(() -> write(rows, "parquet", "error", "none"))
        .hasMessageContaining("UNRESOLVED_COLUMN");
  }
}
