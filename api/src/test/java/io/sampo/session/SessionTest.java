package io.sampo.session;

import static io.sampo.error.Origin.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.dataframe.DataFrame;
import io.sampo.row.Row;
import io.sampo.spec.Relation;
import io.sampo.types.DataType;
import io.sampo.types.StructType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionTest {
  record City(String name, int people, @Nullable Double area) {}

  private Session session;

  @BeforeEach
  void open() {
    session = Session.builder().master("memory").appName("test").getOrCreate();
  }

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void theSameMasterAndNameYieldTheOpenSession() {
    assertThat(Session.builder().master("memory").appName("test").config("k", 1).getOrCreate())
        .isSameAs(session);
    assertThat(session.conf().get("k")).isEqualTo("1");
    assertThat(Session.builder().getOrCreate()).isSameAs(session);
    try (Session other = Session.builder().master("memory").appName("other").getOrCreate()) {
      assertThat(other).isNotSameAs(session);
      assertThat(other.appName()).isEqualTo("other");
    }
    session.close();
    try (Session renewed = Session.builder().master("memory").appName("test").getOrCreate()) {
      assertThat(renewed).isNotSameAs(session);
      assertThat(renewed.isClosed()).isFalse();
    }
  }

  @Test
  void aNewSessionCanBeForced() {
    try (Session other = Session.builder().master("memory").appName("test").create()) {
      assertThat(other).isNotSameAs(session);
      other.conf().set("only", true);
      assertThat(session.conf().get("only", "no")).isEqualTo("no");
    }
  }

  @Test
  void aMasterThatNobodyServesIsNamed() {
    assertThatThrownBy(() -> Session.builder().master("yarn").appName("x").getOrCreate())
        .hasMessageContaining("[NO_ENGINE_FOR_MASTER] No engine serves the master yarn")
        .hasMessageContaining("MemoryEngineProvider");
  }

  @Test
  void whatIsNotSetComesFromSystemProperties() {
    System.setProperty("sampo.batch.rows", "77");
    try (Session one = Session.builder().master("memory").create();
        Session two = Session.builder().master("memory").config("sampo.batch.rows", 88).create()) {
      assertThat(one.conf().get("sampo.batch.rows")).isEqualTo("77");
      assertThat(two.conf().get("sampo.batch.rows")).isEqualTo("88");
    } finally {
      System.clearProperty("sampo.batch.rows");
    }
  }

  @Test
  void settings() {
    session.conf().set("spark.sql.session.timeZone", "UTC");
    assertThat(session.conf().getAll())
        .containsEntry("spark.sql.session.timeZone", "UTC")
        .containsEntry("sampo.master", "memory");
    assertThat(session.conf().get("sampo.batch.rows")).isEqualTo("8192");
    assertThat(session.conf().get("none", "other")).isEqualTo("other");
    assertThatThrownBy(() -> session.conf().get("none"))
        .hasMessageContaining("[SQL_CONF_NOT_FOUND]");
  }

  @Test
  void readersOnlyDescribeFiles() {
    DataFrame read =
        session
            .read()
            .option("header", true)
            .option("SEP", ";")
            .schema("a INT, b STRING")
            .csv("x.csv", "y");
    assertThat(read.relation())
        .isEqualTo(
            new Relation.Files(
                "csv",
                List.of("x.csv", "y"),
                Map.of("header", "true", "sep", ";"),
                Optional.of(StructType.of().add("a", DataType.INTEGER).add("b", DataType.STRING)),
                NONE));
    assertThat(session.read().load("f").relation())
        .isEqualTo(new Relation.Files("parquet", List.of("f"), Map.of(), Optional.empty(), NONE));
    assertThat(session.read().format("JSON").options(Map.of("A", "b")).load("f").relation())
        .isEqualTo(
            new Relation.Files("json", List.of("f"), Map.of("a", "b"), Optional.empty(), NONE));
  }

  @Test
  void queriesAreCheckedButStayLazy() {
    session.range(3).createOrReplaceTempView("numbers");
    assertThat(session.sql("TABLE numbers").count()).isEqualTo(3);
    assertThatThrownBy(() -> session.sql("TABLE nothing"))
        .hasMessageContaining("[TABLE_OR_VIEW_NOT_FOUND]");
  }

  @Test
  void commandsRunAtOnce() {
    session.sql("SET a=1");
    assertThat(session.conf().get("a")).isEqualTo("1");
    session.range(1).createOrReplaceTempView("v");
    assertThat(session.sql("SHOW TABLES").collect()).containsExactly(Row.of("", "v", true));
  }

  @Test
  void oneStatementAtATime() {
    assertThat(session.statements("SET a=1; SHOW TABLES;")).hasSize(2);
    assertThatThrownBy(() -> session.sql("SET a=1; SHOW TABLES"))
        .hasMessageContaining("sql() takes exactly one statement, but the text holds 2.");
    assertThatThrownBy(() -> session.sql(" ; ")).hasMessageContaining("holds 0.");
  }

  @Test
  void theCatalogKnowsTheViews() {
    session.range(1).createOrReplaceTempView("v");
    assertThat(session.catalog().listTables()).containsExactly("v");
    assertThat(session.catalog().tableExists("v")).isTrue();
    assertThat(session.catalog().tableExists("w")).isFalse();
    assertThat(session.catalog().dropTempView("v")).isTrue();
    assertThat(session.catalog().dropTempView("v")).isFalse();
    assertThat(session.table("a.`b.c`").relation())
        .isEqualTo(new Relation.Table(List.of("a", "b.c"), NONE));
  }

  @Test
  void recordsBecomeTablesAndRecordsAgain() {
    var cities = List.of(new City("Turku", 200_000, 306.4), new City("Oulu", 210_000, null));
    DataFrame table = session.createDataFrame(cities, City.class);
    assertThat(table.schema().sql())
        .isEqualTo("STRUCT<name: STRING, people: INT NOT NULL, area: DOUBLE>");
    assertThat(table.collect()).contains(Row.of("Oulu", 210_000, null));
    assertThat(table.as(City.class).collect()).isEqualTo(cities);
  }

  @Test
  void rangesAndEmptyTables() {
    assertThat(session.range(2, 8, 3, 4).relation())
        .isEqualTo(new Relation.Range(2, 8, 3, Optional.of(4), NONE));
    assertThat(session.range(2).collect()).containsExactly(Row.of(0L), Row.of(1L));
    assertThat(session.createDataFrame(List.of(Row.of(1)), "a INT").columns()).containsExactly("a");
    assertThat(session.emptyDataFrame().columns()).isEmpty();
  }

  @Test
  void aClosedSessionIsOfNoUse() {
    session.close();
    assertThat(session.isClosed()).isTrue();
    assertThatThrownBy(() -> session.sql("SHOW TABLES")).hasMessageContaining("[SESSION_CLOSED]");
    assertThatThrownBy(() -> session.range(1).count()).hasMessageContaining("[SESSION_CLOSED]");
  }
}
