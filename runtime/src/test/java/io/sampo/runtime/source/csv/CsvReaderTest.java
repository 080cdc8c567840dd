package io.sampo.runtime.source.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.error.SampoException;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.StructType;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {
  @TempDir Path folder;

  private static List<@Nullable Object> row(@Nullable Object... values) {
    return Collections.unmodifiableList(Arrays.asList(values));
  }

  private CsvReading csv(String text) {
    return CsvReading.of(folder, text);
  }

  @Test
  void plainRecords() {
    assertThat(csv("a,b\nc,d\n").strings(2).rows()).containsExactly(row("a", "b"), row("c", "d"));
  }

  @Test
  void carriageReturnsBelongToTheLineEnd() {
    assertThat(csv("1,a\r\n2,b\r\n3,\r\n").types(DataType.INTEGER, DataType.STRING).rows())
        .containsExactly(row(1, "a"), row(2, "b"), row(3, null));
  }

  @Test
  void carriageReturnsAloneEndLinesWhenThereIsNoLineFeed() {
    assertThat(csv("1,a\r2,\"b\rc\"\r").types(DataType.INTEGER, DataType.STRING).rows())
        .containsExactly(row(1, "a"), row(2, "b\rc"));
  }

  @Test
  void mixedLineEnds() {
    assertThat(csv("1,a\r\n2,b\n3,c\r\n").types(DataType.INTEGER, DataType.STRING).rows())
        .containsExactly(row(1, "a"), row(2, "b"), row(3, "c"));
  }

  @Test
  void aByteOrderMarkIsSkipped() {
    var reading = csv("\uFEFFname,n\nx,1\n").option("header", "true").option("inferschema", "true");
    assertThat(reading.inferred().names()).containsExactly("name", "n");
    assertThat(reading.rows()).containsExactly(row("x", 1));
    assertThat(csv("\uFEFFx,1\n").strings(2).rows()).containsExactly(row("x", "1"));
  }

  @Test
  void anEmptyFileHasNoRowsAndNoColumns() {
    assertThat(csv("").strings(2).rows()).isEmpty();
    for (String empty : List.of("", "\uFEFF", "\n \n")) {
      for (String header : List.of("true", "false", "auto")) {
        assertThat(csv(empty).option("header", header).inferred().size()).isZero();
      }
    }
  }

  @Test
  void aHeaderAlone() {
    var reading = csv("id,name\n").option("header", "true").option("inferschema", "true");
    assertThat(reading.inferred())
        .isEqualTo(StructType.of().add("id", DataType.STRING).add("name", DataType.STRING));
    assertThat(reading.rows()).isEmpty();
    assertThat(csv("id,name").option("header", "true").rows()).isEmpty();
  }

  @Test
  void aLastLineWithoutItsEnd() {
    assertThat(csv("1,a\n2,b").types(DataType.INTEGER, DataType.STRING).rows())
        .containsExactly(row(1, "a"), row(2, "b"));
    assertThat(csv("1,a\n2,\"b\"").types(DataType.INTEGER, DataType.STRING).rows())
        .containsExactly(row(1, "a"), row(2, "b"));
    assertThat(csv("1,a\n2,").types(DataType.INTEGER, DataType.STRING).rows())
        .containsExactly(row(1, "a"), row(2, null));
  }

  @Test
  void blankLinesAreSkipped() {
    assertThat(csv("\n1,a\n\n  \n2,b\n\n").types(DataType.INTEGER, DataType.STRING).rows())
        .containsExactly(row(1, "a"), row(2, "b"));
    assertThat(csv("a\n\n\r\nb\n").strings(1).rows()).containsExactly(row("a"), row("b"));
    assertThat(csv("a\n\n\r\nb\n").strings(1).project().rows()).hasSize(2);
  }

  @Test
  void shortRecordsArePaddedAndLongOnesCut() {
    assertThat(csv("1\n1,2,3,4\n1,2\n1,2,3\n").strings(3).rows())
        .containsExactly(
            row("1", null, null), row("1", "2", "3"), row("1", "2", null), row("1", "2", "3"));
  }

  @Test
  void raggedRecordsInTheOtherModes() {
    var ragged = csv("1,2\n1\n3,4\n1,2,3\n").strings(2);
    assertThat(ragged.option("mode", "DROPMALFORMED").rows())
        .containsExactly(row("1", "2"), row("3", "4"));
    assertThat(ragged.project().rows()).hasSize(2);
    assertThatThrownBy(() -> ragged.option("mode", "FAILFAST").rows())
        .isInstanceOf(SampoException.class)
        .hasMessageContaining("MALFORMED_RECORD")
        .hasMessageContaining("line 2");
  }

  @Test
  void textBehindAClosingQuoteKeepsTheFieldAsItIsWritten() {
    assertThat(csv("\"a\"b,c\n\"d\" ,e\n").strings(2).rows())
        .containsExactly(row("\"a\"b", "c"), row("d", "e"));
  }

  @Test
  void aQuoteThatIsNeverClosed() {
    var open = csv("a,b\n\"c,d\ne,f\n").strings(2);
    assertThat(open.rows()).containsExactly(row("a", "b"), row("\"c,d\ne,f\n", null));
    assertThat(open.option("mode", "DROPMALFORMED").rows()).containsExactly(row("a", "b"));
    assertThatThrownBy(() -> open.option("mode", "FAILFAST").rows()).hasMessageContaining("line 2");
  }

  @Test
  void emptyAndNullTexts() {
    assertThat(csv("a,\n\"\",b\n").strings(2).rows()).containsExactly(row("a", null), row("", "b"));
    assertThat(csv("NA,\"NA\"\nx,\n").strings(2).option("nullvalue", "NA").rows())
        .containsExactly(row(null, null), row("x", null));
    assertThat(csv("\"\",x\n").strings(2).option("emptyvalue", "EMPTY").rows())
        .containsExactly(row("EMPTY", "x"));
    assertThat(
            csv("-1,x\n5,y\n")
                .types(DataType.INTEGER, DataType.STRING)
                .option("nullvalue", "-1")
                .rows())
        .containsExactly(row(null, "x"), row(5, "y"));
  }

  @Test
  void integersOfEveryWidthAtTheirBounds() {
    var types =
        csv("-128,-32768,-2147483648,-9223372036854775808\n127,32767,2147483647,9223372036854775807\n+1,007, 5 ,\"42\"\n")
            .types(DataType.BYTE, DataType.SHORT, DataType.INTEGER, DataType.LONG);
    assertThat(types.rows())
        .containsExactly(
            row(Byte.MIN_VALUE, Short.MIN_VALUE, Integer.MIN_VALUE, Long.MIN_VALUE),
            row(Byte.MAX_VALUE, Short.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE),
            row((byte) 1, (short) 7, 5, 42L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999999",
        "1.0",
        "1e3",
        "x",
        "-",
        "1 2",
        "--1"
      })
  void whatIsNoBigintIsNullOrAnError(String text) {
    var reading = csv("1\n" + text + "\n").types(DataType.LONG);
    assertThat(reading.rows()).containsExactly(row(1L), row((Object) null));
    assertThatThrownBy(() -> reading.option("mode", "FAILFAST").rows())
        .hasMessageContaining(text)
        .hasMessageContaining("BIGINT");
  }

  @Test
  void smallerIntegersOverflowToNull() {
    assertThat(
            csv("128,32768,2147483648\n")
                .types(DataType.BYTE, DataType.SHORT, DataType.INTEGER)
                .rows())
        .containsExactly(row(null, null, null));
  }

  @Test
  void doublesAreRoundedCorrectly() {
    long seed = 7;
    var random = new Random(seed);
    var text = new StringBuilder();
    var expected = new ArrayList<Double>();
    for (int i = 0; i < 5000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      String written =
          switch (i % 4) {
            case 0 -> Double.toString(random.nextDouble() * 1000);
            case 1 ->
                BigDecimal.valueOf(random.nextLong() >>> random.nextInt(64), random.nextInt(22))
                    .toPlainString();
            case 2 -> Double.isFinite(value) ? Double.toString(value) : "-0.0";
            default ->
                (random.nextBoolean() ? "-" : "")
                    + random.nextInt(100_000)
                    + "."
                    + random.nextInt(100);
          };
      text.append(written).append('\n');
      expected.add(Double.parseDouble(written));
    }
    var read =
        csv(text.toString()).types(DataType.DOUBLE).rows().stream().map(List::getFirst).toList();
    assertThat(read).as("seed %d", seed).isEqualTo(expected);
  }

  @Test
  void namesOfSpecialDoubles() {
    assertThat(
            csv("NaN,Inf,-Inf\nnope,1.5,-.5\n")
                .types(DataType.DOUBLE, DataType.DOUBLE, DataType.FLOAT)
                .rows())
        .containsExactly(
            row(Double.NaN, Double.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY),
            row(null, 1.5, -0.5f));
    assertThat(
            csv("n/a,big\n")
                .types(DataType.DOUBLE, DataType.DOUBLE)
                .option("nanvalue", "n/a")
                .option("positiveinf", "big")
                .rows())
        .containsExactly(row(Double.NaN, Double.POSITIVE_INFINITY));
    assertThat(csv("1.5d,0x1p3\n").types(DataType.DOUBLE, DataType.DOUBLE).rows())
        .containsExactly(row(null, null));
  }

  @Test
  void decimals() {
    var money = new DecimalType(15, 2);
    var wide = new DecimalType(38, 4);
    assertThat(
            csv("1.5,1.5\n-0.005,12345678901234567890123456789012.3456\n1234567890123.455,-1\n99999999999999.99,1e2\n1.2.3,\n")
                .types(money, wide)
                .rows())
        .containsExactly(
            row(new BigDecimal("1.50"), new BigDecimal("1.5000")),
            row(new BigDecimal("-0.01"), new BigDecimal("12345678901234567890123456789012.3456")),
            row(new BigDecimal("1234567890123.46"), new BigDecimal("-1.0000")),
            row(null, new BigDecimal("100.0000")),
            row(null, null));
  }

  @Test
  void datesAndTimestamps() {
    assertThat(
            csv("1996-02-29,1970-01-01\n1997-02-29,0001-01-01\n1996-2-3,9999-12-31\n96-02-03,2000-13-01\n")
                .types(DataType.DATE, DataType.DATE)
                .rows())
        .containsExactly(
            row(LocalDate.of(1996, 2, 29), LocalDate.EPOCH),
            row(null, LocalDate.of(1, 1, 1)),
            row(LocalDate.of(1996, 2, 3), LocalDate.of(9999, 12, 31)),
            row(null, null));
    assertThat(
            csv("2020-01-02 03:04:05\n2020-01-02T03:04:05.123456Z\n2020-01-02T03:04+02:00\n2020-01-02\n2020-01-02 24:00:00\n1969-12-31 23:59:59.9\n")
                .types(DataType.TIMESTAMP)
                .rows())
        .containsExactly(
            row(Instant.parse("2020-01-02T03:04:05Z")),
            row(Instant.parse("2020-01-02T03:04:05.123456Z")),
            row(Instant.parse("2020-01-02T01:04:00Z")),
            row(Instant.parse("2020-01-02T00:00:00Z")),
            row((Object) null),
            row(Instant.parse("1969-12-31T23:59:59.9Z")));
    assertThat(
            csv("2020-07-01 12:00:00\n")
                .types(DataType.TIMESTAMP)
                .option("timezone", "Europe/Helsinki")
                .rows())
        .containsExactly(row(Instant.parse("2020-07-01T09:00:00Z")));
  }

  @Test
  void patternsOfDatesAndTimestamps() {
    assertThat(
            csv("31/12/2020,31.12.2020 23:59\n")
                .types(DataType.DATE, DataType.TIMESTAMP)
                .option("dateformat", "dd/MM/yyyy")
                .option("timestampformat", "dd.MM.yyyy HH:mm")
                .rows())
        .containsExactly(row(LocalDate.of(2020, 12, 31), Instant.parse("2020-12-31T23:59:00Z")));
    assertThatThrownBy(() -> csv("x\n").strings(1).option("dateformat", "bbbb{").rows())
        .hasMessageContaining("INVALID_ARGUMENT");
  }

  @Test
  void booleans() {
    assertThat(csv("true,FALSE\nTrue,no\n").types(DataType.BOOLEAN, DataType.BOOLEAN).rows())
        .containsExactly(row(true, false), row(true, null));
  }

  @Test
  void stringsOfEveryLengthAsTheirViews() {
    var text = new StringBuilder();
    var expected = new ArrayList<List<@Nullable Object>>();
    for (int length = 1; length < 40; length++) {
      String value = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ".substring(0, length);
      text.append(value)
          .append(",\"")
          .append(value)
          .append("\",\"")
          .append(value)
          .append("\"\"\"\n");
      expected.add(row(value, value, value + "\""));
    }
    assertThat(csv(text.toString()).strings(3).rows()).isEqualTo(expected);
  }

  @Test
  void malformedUtf8BecomesReplacementCharacters() {
    byte[] bytes = "ab\u00e9,x\nfoo".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(CsvReading.of(folder, bytes).strings(2).rows())
        .containsExactly(row("ab\uFFFD", "x"), row("foo", null));
    assertThat(csv("äöü€😀,ß\n").strings(2).rows()).containsExactly(row("äöü€😀", "ß"));
  }

  @Test
  void otherEncodingsAreConverted() {
    byte[] latin = "ä,é\nñ,\"ö\nü\"\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(CsvReading.of(folder, latin).strings(2).option("encoding", "iso-8859-1").rows())
        .containsExactly(row("ä", "é"), row("ñ", "ö\nü"));
    byte[] wide = "a,😀\nb,x\n".getBytes(StandardCharsets.UTF_16);
    assertThat(CsvReading.of(folder, wide).strings(2).option("encoding", "UTF-16").rows())
        .containsExactly(row("a", "😀"), row("b", "x"));
    assertThatThrownBy(() -> csv("a\n").strings(1).option("encoding", "klingon").rows())
        .hasMessageContaining("encoding");
  }

  @Test
  void compressedFilesAreOneSplit() throws IOException {
    var text = new StringBuilder("n,s\n");
    for (int i = 0; i < 200_000; i++) {
      text.append(i).append(",text ").append(i).append('\n');
    }
    Path file = folder.resolve("big.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
    var reading =
        CsvReading.at(file)
            .option("header", "true")
            .option("inferschema", "true")
            .splitBytes(10_000);
    var rows = reading.rows();
    assertThat(rows).hasSize(200_000);
    assertThat(rows.get(199_999)).isEqualTo(row(199_999L, "text 199999"));
  }

  @Test
  void aDamagedCompressedFileIsAnError() throws IOException {
    Path file = folder.resolve("bad.csv.gz");
    Files.writeString(file, "no gzip");
    assertThatThrownBy(() -> CsvReading.at(file).strings(1).rows())
        .hasMessageContaining("FAILED_READ_FILE")
        .hasMessageContaining("bad.csv.gz");
    assertThatThrownBy(() -> CsvReading.at(folder.resolve("none.csv")).strings(1).rows())
        .hasMessageContaining("FAILED_READ_FILE");
  }

  @Test
  void wideRecords() {
    int columns = 5000;
    var text = new StringBuilder();
    for (int row = 0; row < 300; row++) {
      for (int column = 0; column < columns; column++) {
        text.append(column == 0 ? "" : ",").append(row * columns + column);
      }
      text.append('\n');
    }
    var reading = csv(text.toString()).option("inferschema", "true");
    assertThat(reading.inferred().size()).isEqualTo(columns);
    assertThat(reading.project(4999, 0).rows())
        .hasSize(300)
        .last()
        .isEqualTo(row(299 * columns + 4999, 299 * columns));
    assertThatThrownBy(() -> reading.option("maxcolumns", "100").inferred())
        .hasMessageContaining("5000 columns");
  }

  @Test
  void aRecordLargerThanAChunk() {
    String big = "x".repeat(3_000_000);
    String quoted = "line\n".repeat(200_000);
    assertThat(
            csv("1," + big + "\n2,\"" + quoted + "\"\n3,c\n")
                .types(DataType.INTEGER, DataType.STRING)
                .rows())
        .containsExactly(row(1, big), row(2, quoted), row(3, "c"));
  }

  @Test
  void projectionInAnyOrder() {
    var reading =
        csv("1,a,2.5\n2,b,3.5\n").types(DataType.INTEGER, DataType.STRING, DataType.DOUBLE);
    assertThat(reading.project(2, 0).rows()).containsExactly(row(2.5, 1), row(3.5, 2));
    assertThat(reading.project(1).rows()).containsExactly(row("a"), row("b"));
    assertThat(reading.project().rows()).containsExactly(row(), row());
  }

  @Test
  void separatorsQuotesAndComments() {
    assertThat(csv("a\tb\n").strings(2).option("sep", "\t").rows()).containsExactly(row("a", "b"));
    assertThat(csv("a|'b|c'\n").strings(2).option("delimiter", "|").option("quote", "'").rows())
        .containsExactly(row("a", "b|c"));
    assertThat(csv("a,\"b\nc,d\"\n").strings(2).option("quote", "").rows())
        .containsExactly(row("a", "\"b"), row("c", "d\""));
    assertThat(csv("#x\na,b\n#y,z\n").strings(2).option("comment", "#").rows())
        .containsExactly(row("a", "b"));
    assertThat(
            csv(" a , \"b\" \n")
                .strings(2)
                .option("ignoreleadingwhitespace", "true")
                .option("ignoretrailingwhitespace", "true")
                .rows())
        .containsExactly(row("a", "b"));
    assertThat(csv("a;b$c;d$").strings(2).option("sep", ";").option("linesep", "$").rows())
        .containsExactly(row("a", "b"), row("c", "d"));
  }

  @Test
  void optionsThatAreWrong() {
    assertThatThrownBy(() -> csv("a\n").strings(1).option("sep", "||").rows())
        .hasMessageContaining("UNSUPPORTED_FEATURE")
        .hasMessageContaining("||");
    assertThatThrownBy(() -> csv("a\n").strings(1).option("mode", "LAX").rows())
        .hasMessageContaining("FAILFAST");
    assertThatThrownBy(() -> csv("a\n").strings(1).option("header", "maybe").rows())
        .hasMessageContaining("header");
    assertThatThrownBy(() -> csv("a\n").strings(1).option("quote", ",").rows())
        .hasMessageContaining("must differ");
  }

  @Test
  void malformedRecordsGoToTheirColumn() {
    var schema =
        StructType.of()
            .add("n", DataType.INTEGER)
            .add("_corrupt_record", DataType.STRING)
            .add("s", DataType.STRING);
    var reading = csv("1,a\nx,b\n2,\n3,\"c\",extra\r\n").schema(schema);
    assertThat(reading.rows())
        .containsExactly(
            row(1, null, "a"),
            row(null, "x,b", "b"),
            row(2, null, null),
            row(3, "3,\"c\",extra", "c"));
    assertThat(reading.project(2).rows())
        .containsExactly(row("a"), row("b"), row((Object) null), row("c"));
  }

  @Test
  void malformedValuesDropTheirRecord() {
    var text = new StringBuilder();
    var expected = new ArrayList<List<@Nullable Object>>();
    for (int i = 0; i < 5000; i++) {
      boolean bad = i % 7 == 3;
      text.append(bad ? "bad" : Integer.toString(i)).append(",s").append(i).append('\n');
      if (!bad) {
        expected.add(row(i, "s" + i));
      }
    }
    var reading =
        csv(text.toString())
            .types(DataType.INTEGER, DataType.STRING)
            .option("mode", "DROPMALFORMED");
    for (int batch : new int[] {1, 3, 1024}) {
      assertThat(reading.batchSize(batch).rows()).as("batch size %d", batch).isEqualTo(expected);
    }
  }

  @Test
  void errorsNameLineColumnAndValue() {
    var reading =
        csv("n,s\n1,\"two\nlines\"\nthree,b\n")
            .option("header", "true")
            .types(DataType.INTEGER, DataType.STRING);
    assertThatThrownBy(() -> reading.option("mode", "FAILFAST").rows())
        .isInstanceOf(SampoException.class)
        .hasMessageContaining("line 4")
        .hasMessageContaining("three")
        .hasMessageContaining("column a")
        .hasMessageContaining(reading.file().toString());
  }
}
