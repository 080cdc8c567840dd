package io.sampo.dataframe;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.row.Row;
import io.sampo.spec.Expression;
import io.sampo.spec.Relation;
import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.MapType;
import io.sampo.types.StructType;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The texts are what Spark 4 prints for the same rows. */
class ShowTest {
  private final Fixture fixture = new Fixture();

  private final DataFrame people =
      fixture.of(
          StructType.of().add("age", DataType.INTEGER).add("name", DataType.STRING),
          Row.of(14, "Tom"),
          Row.of(null, "Alice of the long name"),
          Row.of(16, null));

  @Test
  void cellsStandRightWhenCut() {
    assertThat(people.showString(20, 20, false))
        .isEqualTo(
            """
            +----+--------------------+
            | age|                name|
            +----+--------------------+
            |  14|                 Tom|
            |NULL|Alice of the long...|
            |  16|                NULL|
            +----+--------------------+
            """);
  }

  @Test
  void cellsStandLeftWhenNotCut() {
    assertThat(people.showString(20, 0, false))
        .isEqualTo(
            """
            +----+----------------------+
            |age |name                  |
            +----+----------------------+
            |14  |Tom                   |
            |NULL|Alice of the long name|
            |16  |NULL                  |
            +----+----------------------+
            """);
  }

  @Test
  void furtherRowsAreMentioned() {
    assertThat(people.showString(2, 3, false))
        .isEqualTo(
            """
            +---+----+
            |age|name|
            +---+----+
            | 14| Tom|
            |NUL| Ali|
            +---+----+
            only showing top 2 rows\
            """);
    assertThat(people.showString(1, 20, false)).endsWith("\nonly showing top 1 row");
  }

  @Test
  void theVerticalFormGivesEachValueALine() {
    assertThat(people.showString(2, 20, true).lines())
        .containsExactly(
            "-RECORD 0--------------------",
            " age  | 14                   ",
            " name | Tom                  ",
            "-RECORD 1--------------------",
            " age  | NULL                 ",
            " name | Alice of the long... ",
            "only showing top 2 rows");
    assertThat(people.limit(0).showString(5, 20, true)).isEqualTo("(0 rows)");
  }

  @Test
  void anEmptyTableHasItsHeader() {
    assertThat(people.limit(0).showString(20, 20, false))
        .isEqualTo(
            """
            +---+----+
            |age|name|
            +---+----+
            +---+----+
            """);
    assertThat(fixture.of(StructType.of()).showString(20, 20, false)).isEqualTo("++\n||\n++\n++\n");
  }

  @Test
  void valuesOfAllKinds() {
    var table =
        fixture.of(
            StructType.of()
                .add("d", DataType.DOUBLE)
                .add("m", new DecimalType(10, 2))
                .add("day", DataType.DATE)
                .add("at", DataType.TIMESTAMP)
                .add("raw", DataType.BINARY)
                .add("list", new ArrayType(DataType.STRING, true))
                .add("map", new MapType(DataType.STRING, DataType.INTEGER, true))
                .add("row", StructType.of().add("x", DataType.INTEGER).add("y", DataType.STRING)),
            Row.of(
                1.0,
                new BigDecimal("3.5"),
                LocalDate.of(2024, 1, 2),
                Instant.parse("2024-01-02T03:04:05.5Z"),
                new byte[] {0x41, 0x42},
                List.of("a", "b"),
                Map.of("k", 1),
                Row.of(1, "z")));
    assertThat(table.showString(20, 0, false))
        .isEqualTo(
            """
            +---+----+----------+---------------------+-------+------+--------+------+
            |d  |m   |day       |at                   |raw    |list  |map     |row   |
            +---+----+----------+---------------------+-------+------+--------+------+
            |1.0|3.50|2024-01-02|2024-01-02 03:04:05.5|[41 42]|[a, b]|{k -> 1}|{1, z}|
            +---+----+----------+---------------------+-------+------+--------+------+
            """);
  }

  @Test
  void wideCharactersTakeTwoColumns() {
    var table = fixture.of(StructType.of().add("名", DataType.STRING), Row.of("日本"), Row.of("abc"));
    assertThat(table.showString(20, 20, false))
        .isEqualTo(
            """
            +----+
            |  名|
            +----+
            |日本|
            | abc|
            +----+
            """);
  }

  @Test
  void controlCharactersAreEscaped() {
    var table = fixture.of(StructType.of().add("t", DataType.STRING), Row.of("a\n\tb\r"));
    assertThat(table.showString(20, 20, false)).contains("|a\\n\\tb\\r|");
  }

  @Test
  void onlyOneRowMoreThanShownIsAskedFor() {
    people.showString(2, 20, false);
    var limit = (Relation.Limit) fixture.engine.executed().getLast();
    assertThat(((Expression.Literal) limit.count()).value()).isEqualTo(3);
    assertThat(fixture.engine.closedResults()).isEqualTo(1);
  }

  @Test
  void showPrintsTheTableAndAnEmptyLine() {
    var stdout = System.out;
    var bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      people.show(1);
      people.show(1, false);
      people.printSchema();
      people.explain();
    } finally {
      System.setOut(stdout);
    }
    String nl = System.lineSeparator();
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            people.showString(1, 20, false)
                + nl
                + people.showString(1, 0, false)
                + nl
                + "root\n |-- age: integer (nullable = true)\n |-- name: string (nullable = true)\n"
                + nl
                + "SIMPLE plan of Local"
                + nl);
  }
}
