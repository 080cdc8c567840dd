package io.sampo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlCommandTest {
  private static final String VALUES =
      "select * from values (1, 'plain', true), (2, 'a,b', null), (null, 'say \"hi\"', false),"
          + " (4, '', true), (5, null, false), (6, 'två\nrader', true) as t(n, s, b)";

  @TempDir private Path folder;

  @Test
  void printsAGridWithAllOfEveryCell() {
    CommandRun run =
        CommandRun.of("sql", "-e", "select 42, 'a text of more than twenty letters' as t");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            +---+----------------------------------+
            | 42|                                 t|
            +---+----------------------------------+
            | 42|a text of more than twenty letters|
            +---+----------------------------------+
            """);
  }

  @Test
  void printsNullsAndControlCharactersInAGrid() {
    assertThat(CommandRun.of("sql", "-e", VALUES).out())
        .isEqualTo(
            """
            +----+----------+-----+
            |   n|         s|    b|
            +----+----------+-----+
            |   1|     plain| true|
            |   2|       a,b| NULL|
            |NULL|  say "hi"|false|
            |   4|          | true|
            |   5|      NULL|false|
            |   6|två\\nrader| true|
            +----+----------+-----+
            """);
  }

  @Test
  void printsCsvQuotedAfterRfc4180() {
    assertThat(CommandRun.of("sql", "--format", "csv", "-e", VALUES).out())
        .isEqualTo(
            """
            n,s,b
            1,plain,true
            2,"a,b",
            ,"say ""hi""\",false
            4,"",true
            5,,false
            6,"två
            rader",true
            """);
  }

  @Test
  void printsOneJsonObjectALine() {
    assertThat(CommandRun.of("sql", "--format", "json", "-e", VALUES).out())
        .isEqualTo(
            """
            {"n":1,"s":"plain","b":true}
            {"n":2,"s":"a,b","b":null}
            {"n":null,"s":"say \\"hi\\"","b":false}
            {"n":4,"s":"","b":true}
            {"n":5,"s":null,"b":false}
            {"n":6,"s":"två\\nrader","b":true}
            """);
  }

  @Test
  void writesTypesAsTextThatReadsBack() {
    CommandRun run =
        CommandRun.of(
            "sql",
            "--conf",
            "spark.sql.session.timeZone=Europe/Helsinki",
            "--format",
            "csv",
            "-e",
            "select cast(1.50 as decimal(10,2)) as d, date '2024-02-29' as day, -9223372036854775808 as l,"
                + " timestamp '2024-07-01 12:00:00.25' as t, 1.5e10D as x");
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            "d,day,l,t,x\n1.50,2024-02-29,-9223372036854775808,2024-07-01 12:00:00.25,1.5E10\n");
  }

  @Test
  void separatesResultsByAnEmptyLineAndCommandsBySilence() {
    CommandRun run =
        CommandRun.of(
            "sql",
            "--format",
            "csv",
            "-e",
            "create temporary view v as select 1 as a; select * from v; set sampo.batch.rows = 3;"
                + " select a + 1 as b from v; drop view v;");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("a\n1\n\nb\n2\n");
  }

  @Test
  void aResultWithoutRowsHasItsHeader() {
    assertThat(CommandRun.of("sql", "--format", "csv", "-e", "select 1 as a where false").out())
        .isEqualTo("a\n");
    assertThat(CommandRun.of("sql", "-e", "select 1 as a where false").out())
        .isEqualTo("+---+\n|  a|\n+---+\n+---+\n");
  }

  @Test
  void timesEveryStatementOnStandardError() {
    CommandRun run =
        CommandRun.of(
            "sql",
            "--time",
            "--format",
            "csv",
            "-e",
            "create temporary view v as select id from range(1234); select * from v");
    assertThat(run.err().lines())
        .satisfiesExactly(
            first -> assertThat(first).matches("statement 1: \\d+\\.\\d ms, 0 rows"),
            second -> assertThat(second).matches("statement 2: \\d+\\.\\d ms, 1234 rows"));
    assertThat(run.out().lines().count()).isEqualTo(1235);
  }

  @Test
  void readsStatementsFromAFileAndFromStandardInput() throws IOException {
    Path file = folder.resolve("query.sql");
    Files.writeString(file, "\uFEFF-- a comment; with a semicolon\nselect 'ä;ö' as s;\n");
    CommandRun expected = new CommandRun(0, "s\nä;ö\n", "");
    assertThat(CommandRun.of("sql", "--format", "csv", "-f", file.toString())).isEqualTo(expected);
    String text = Files.readString(file);
    assertThat(CommandRun.withInput(text, "sql", "--format", "csv", "-")).isEqualTo(expected);
    assertThat(CommandRun.withInput(text, "sql", "--format", "csv", "-f", "-")).isEqualTo(expected);
    assertThat(CommandRun.withInput(text, "sql", "--format", "csv")).isEqualTo(expected);
  }

  @Test
  void anErrorShowsThePlaceAndKeepsEarlierResults() {
    CommandRun run =
        CommandRun.of(
            "sql",
            "--format",
            "csv",
            "-e",
            "select 1 as a;\nselect b from values (1) as t(a);\nselect 3");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEqualTo("a\n1\n");
    assertThat(run.err())
        .startsWith("sampo: [UNRESOLVED_COLUMN")
        .contains("line 2, column 8", "2 | select b from values", "\n  |        ^\n")
        .doesNotContain("\tat ");
  }

  @Test
  void aSyntaxErrorRunsNothing() {
    CommandRun run = CommandRun.of("sql", "-e", "select 1; selct 2");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("PARSE_SYNTAX_ERROR", "^^^^^").doesNotContain("\tat ");
  }

  @Test
  void anErrorWhileRunningIsAnErrorOfTheQuery() {
    CommandRun run = CommandRun.of("sql", "-e", "select 1 / (id - 3) from range(10)");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("DIVIDE_BY_ZERO").doesNotContain("\tat ");
  }

  @Test
  void aGlobTakesTheFormatOfTheFilesItNames() throws IOException {
    Files.writeString(folder.resolve("a.json"), "{\"x\": 1}\n");
    Files.writeString(folder.resolve("sales_1.csv"), "x\n1\n");
    Files.writeString(folder.resolve("sales_2.csv"), "x\n2\n");
    CommandRun run =
        CommandRun.of(
            "sql",
            "--format",
            "csv",
            "--view",
            "s=" + folder.resolve("sales*"),
            "-e",
            "select sum(x) as s from s");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("s\n3\n");
  }

  @Test
  void viewsFollowTheExtension() throws IOException {
    Files.writeString(folder.resolve("a.csv"), "n;s\n1;x\n2;y\n");
    Files.writeString(folder.resolve("b.ndjson"), "{\"n\":3,\"s\":\"z\"}\n");
    Path parts = Files.createDirectory(folder.resolve("parts"));
    Files.writeString(parts.resolve("_SUCCESS"), "");
    gzip(parts.resolve("p1.csv.gz"), "n,s\n4,u\n");
    gzip(parts.resolve("p2.csv.gz"), "n,s\n5,v\n");
    CommandRun run =
        CommandRun.of(
            "sql",
            "--format",
            "csv",
            "--view",
            "a=" + folder.resolve("a.csv"),
            "--view",
            "b=" + folder.resolve("b.ndjson"),
            "--view",
            "c=" + parts,
            "--view",
            "d=" + parts.resolve("p*"),
            "-e",
            "select sum(n) as n, max(s) as s from a; select n, s from b; select n, s from c order by n;"
                + " select count(*) as k from d");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("n,s\n3,y\n\nn,s\n3,z\n\nn,s\n4,u\n5,v\n\nk\n2\n");
  }

  @Test
  void aMissingFileIsAnErrorOfTheQuery() {
    CommandRun run = CommandRun.of("sql", "--view", "a=no/such.parquet", "-e", "select * from a");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("no/such.parquet").doesNotContain("\tat ");
  }

  @Test
  void saysWhatIsWrongWithTheArguments() {
    assertUsage("--view needs NAME=PATH", "--view", "sales");
    assertUsage("cannot tell the format of --view a=b.txt", "--view", "a=b.txt", "-e", "select 1");
    assertUsage("--conf needs KEY=VALUE", "--conf", "a", "-e", "select 1");
    assertUsage("--memory needs a size such as 512m or 8g, not \"lots\"", "--memory", "lots");
    assertUsage("--cores needs a whole number of at least 1", "--cores", "0");
    assertUsage("--format needs one of table, csv, json, not \"xml\"", "--format", "xml");
    assertUsage("only one of -e, -f and - can be given", "-e", "select 1", "-");
    assertUsage("unexpected argument \"select 1\"; statements follow -e", "select 1");
    assertUsage("unknown option --fromat; did you mean --format?", "--fromat", "csv");
    assertUsage("there is no file no/such.sql", "-f", "no/such.sql");
  }

  @Test
  void optionsBecomeSettings() {
    CommandRun run =
        CommandRun.of(
            "sql",
            "--cores",
            "1",
            "--memory",
            "64m",
            "--conf",
            "sampo.batch.rows=3",
            "--format",
            "csv",
            "-e",
            "select count(*) as n, sum(id) as s from range(1000)");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("n,s\n1000,499500\n");
  }

  @Test
  void anUnknownMasterIsAnError() {
    CommandRun run = CommandRun.of("sql", "--master", "moon", "-e", "select 1");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("moon").doesNotContain("\tat ");
  }

  @Test
  void onATerminalATableIsCut() {
    CommandRun run = CommandRun.onTerminal("sql", "-e", "select id from range(5000) order by id");
    assertThat(run.status()).isZero();
    assertThat(run.out().lines().count()).isEqualTo(1004);
    assertThat(run.out()).endsWith("|999|\n+---+\n");
    assertThat(run.err()).contains("only the first 1000 rows are shown");
    String[] csv = {"sql", "--format", "csv", "-e", "select id from range(5000)"};
    assertThat(CommandRun.onTerminal(csv).out().lines().count()).isEqualTo(5001);
    assertThat(CommandRun.of("sql", "-e", "select id from range(5000)").out().lines().count())
        .isEqualTo(5004);
  }

  @Test
  void aReaderThatLeavesEndsTheOutputQuietly() {
    CommandRun run =
        CommandRun.into(
            failing("Broken pipe"), "sql", "--format", "csv", "-e", "select id from range(100000)");
    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
  }

  @Test
  void aFullDiskIsAnError() {
    CommandRun run =
        CommandRun.into(
            failing("No space left on device"), "sql", "-e", "select id from range(100000)");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("No space left on device").doesNotContain("\tat ");
  }

  @Test
  void explainPrintsThePlanAsItIs() {
    CommandRun run = CommandRun.of("sql", "-e", "explain select id from range(10) where id > 3");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("== Physical Plan ==\n").doesNotContain("|");
  }

  private static void assertUsage(String message, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "sql";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    CommandRun run = CommandRun.of(all);
    assertThat(run.err()).contains(message);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }

  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(message);
      }
    };
  }

  private static void gzip(Path file, String text) throws IOException {
    try (var stream = new GZIPOutputStream(Files.newOutputStream(file))) {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
