package io.sampo.runtime.source.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.row.Row;
import io.sampo.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An option of Spark's readers is honoured or refused, never passed over. */
@NullMarked
final class ReaderOptionsTest {
  @TempDir private static Path folder;
  private static Session session;

  @BeforeAll
  static void open() throws IOException {
    session = Session.builder().master("local[1]").appName("options").create();
    Files.createDirectories(folder.resolve("in/deep"));
    Files.createDirectories(folder.resolve("in/k=1"));
    Files.writeString(folder.resolve("in/a.csv"), "1\n");
    Files.writeString(folder.resolve("in/b.txt"), "2\n");
    Files.writeString(folder.resolve("in/deep/c.csv"), "3\n");
    Files.setLastModifiedTime(
        folder.resolve("in/a.csv"), FileTime.from(Instant.parse("2020-05-05T00:00:00Z")));
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @ParameterizedTest
  @CsvSource({
    "csv, badRecordsPath, /tmp/bad",
    "json, badRecordsPath, /tmp/bad",
    "parquet, badRecordsPath, /tmp/bad",
    "csv, enforceSchema, false",
    "csv, unescapedQuoteHandling, RAISE_ERROR",
    "csv, charToEscapeQuoteEscaping, ^",
    "csv, locale, de-DE",
    "csv, ignoreCorruptFiles, true",
    "json, allowSingleQuotes, false",
    "json, allowNumericLeadingZeros, true",
    "json, dropFieldIfAllNull, true",
    "json, lineSep, ;",
    "parquet, mergeSchema, true",
    "parquet, int96RebaseMode, LEGACY"
  })
  void refusesWhatWouldChangeTheAnswer(String format, String option, String value) {
    assertThatThrownBy(() ->
            session
                .read()
                .format(format)
                .schema("a STRING")
                .option(option, value)
                .load(folder.resolve("in").toString())
                .schema())
        .isInstanceOfSatisfying(
            SampoException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_FEATURE))
        .hasMessageContaining(option);
  }

  @Test
  void takesWhatIsDoneAnyway() {
    assertThatCode(() ->
            ReaderOptions.check(
                "csv",
                Map.of(
                    "enforceschema", "TRUE",
                    "unescapedquotehandling", "STOP_AT_DELIMITER",
                    "locale", "en-US",
                    "multiline", "true",
                    "somebodys.own", "1")))
        .doesNotThrowAnyException();
  }

  @Test
  void asksBackWhenAnOptionIsMisspelt() {
    assertThatThrownBy(() -> ReaderOptions.check("csv", Map.of("haeder", "true")))
        .hasMessageContaining("haeder")
        .hasMessageContaining("there is header");
  }

  private static long count(String... options) {
    var reader = session.read().schema("a STRING");
    for (int i = 0; i < options.length; i += 2) {
      reader = reader.option(options[i], options[i + 1]);
    }
    return reader.csv(folder.resolve("in").toString()).count();
  }

  @Test
  void choosesFiles() {
    assertThat(count()).isEqualTo(3);
    assertThat(count("pathGlobFilter", "*.csv")).isEqualTo(2);
    assertThat(count("modifiedBefore", "2021-01-01T00:00:00")).isEqualTo(1);
    assertThat(count("modifiedAfter", "2021-01-01T00:00:00", "recursiveFileLookup", "true"))
        .isEqualTo(2);
    assertThatThrownBy(() -> count("pathGlobFilter", "*.gz"))
        .hasMessageContaining("PATH_NOT_FOUND");
  }

  @Test
  void anEmptyFileIsAnEmptyTable() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.csv"), "");
    var frame = session.read().option("header", true).csv(empty.toString());
    assertThat(frame.schema().size()).isZero();
    assertThat(frame.count()).isZero();
    assertThat(frame.collect()).isEmpty();
    assertThat(session.read().schema("a INT").csv(empty.toString()).collect()).isEmpty();
  }

  @Test
  void timesWithoutZoneAreThoseOfTheSession() throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), "2024-01-01 12:00:00\n");
    try (Session east =
        Session.builder()
            .master("local[1]")
            .config("spark.sql.session.timeZone", "Asia/Tokyo")
            .create()) {
      assertThat(
              east
                  .read()
                  .schema("t TIMESTAMP")
                  .csv(file.toString())
                  .selectExpr("CAST(t AS STRING)", "unix_seconds(t)")
                  .collect()
                  .stream()
                  .map(Row::toString))
          .containsExactly("[2024-01-01 12:00:00,1704078000]");
    }
  }
}
