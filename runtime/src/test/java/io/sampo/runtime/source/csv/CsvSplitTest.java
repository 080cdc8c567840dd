package io.sampo.runtime.source.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever a file is cut, the parts hold each record once. */
class CsvSplitTest {
  private static final String ADVERSARIAL =
      """
      plain,x,1
      "line
      break",y,2
      ",
      ","",3
      "a""b
      c"",d",z,4
      ""\"
      ""\",w,5
      last,"
      ",6
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1024})
  void everyBoundaryOfAFileWithQuotedNewlines(int batchSize) throws IOException {
    checkEveryBoundary(ADVERSARIAL, 3, batchSize);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1024})
  void everyBoundaryWithCarriageReturnsAndNoLastNewline(int batchSize) throws IOException {
    checkEveryBoundary(ADVERSARIAL.strip().replace("\n", "\r\n"), 3, batchSize);
  }

  @Test
  void everyPairOfBoundaries() throws IOException {
    var expected = ReferenceCsv.parse(ADVERSARIAL);
    int length = ADVERSARIAL.length();
    var reading = CsvReading.of(folder, ADVERSARIAL).strings(3).option("escape", "");
    for (int first = 1; first < length; first++) {
      for (int second = first; second < length; second++) {
        assertThat(reading.rowsSplitAt(first, second))
            .as("cut at %d and %d", first, second)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void quotesInsideOfUnquotedFieldsAreText() throws IOException {
    String text = "5\" pipe,a\n6\",\"b\nc\"\nd\"e\"f,\"g\"\n7\" x,\"\n\"\n\"h\"i,\"j\nk\"\n";
    var expected =
        List.of(
            List.of("5\" pipe", "a"),
            List.of("6\"", "b\nc"),
            List.of("d\"e\"f", "g"),
            List.of("7\" x", "\n"),
            List.of("\"h\"i", "j\nk"));
    for (int at = 1; at < text.length(); at++) {
      var reading = CsvReading.of(folder, text).strings(2).option("escape", "");
      assertThat(reading.rowsSplitAt(at)).as("cut at %d", at).isEqualTo(expected);
    }
  }

  @Test
  void escapedQuotesDoNotEndAField() throws IOException {
    String text = "\"a\\\"\n,b\",1\n\"c\\\\\",2\nd\\,3\n\"\\\"\",4\n\"e\\\\\\\"\nf\",5\n";
    var expected =
        List.of(
            List.of("a\"\n,b", "1"),
            List.of("c\\", "2"),
            List.of("d\\", "3"),
            List.of("\"", "4"),
            List.of("e\\\"\nf", "5"));
    for (int at = 1; at < text.length(); at++) {
      assertThat(CsvReading.of(folder, text).strings(2).rowsSplitAt(at))
          .as("cut at %d", at)
          .isEqualTo(expected);
    }
  }

  @Test
  void quotesInCommentsDoNotCount() throws IOException {
    String text = "# it's \"\na,\"b\n# no comment\n\"\n#\"\"\"\nc,d\n";
    for (int at = 1; at < text.length(); at++) {
      var reading = CsvReading.of(folder, text).strings(2).option("comment", "#");
      assertThat(reading.rowsSplitAt(at))
          .as("cut at %d", at)
          .isEqualTo(List.of(List.of("a", "b\n# no comment\n"), List.of("c", "d")));
    }
  }

  @Test
  void aHeaderIsSkippedWhereverTheFileIsCut() throws IOException {
    String text = "\n\"na\nme\",\"b\"\n1,2\n3,4\n";
    for (int at = 1; at < text.length(); at++) {
      var reading = CsvReading.of(folder, text).strings(2).option("header", "true");
      assertThat(reading.rowsSplitAt(at))
          .as("cut at %d", at)
          .isEqualTo(List.of(List.of("1", "2"), List.of("3", "4")));
    }
  }

  @Test
  void manyMegabytesOfQuotedTextCutAnywhere() throws IOException {
    long seed = 42;
    var random = new Random(seed);
    var text = new StringBuilder();
    while (text.length() < 5 << 20) {
      text.append(random.nextInt()).append(",\"");
      int length = random.nextInt(20) == 0 ? random.nextInt(300_000) : random.nextInt(200);
      for (int i = 0; i < length; i++) {
        text.append(
            random.nextInt(9) == 0 ? '\n' : random.nextInt(9) == 0 ? ',' : (char) ('a' + i % 26));
        text.append(random.nextInt(50) == 0 ? "\"\"" : "");
      }
      text.append("\"\n");
    }
    var reading = CsvReading.of(folder, text.toString()).strings(2).option("escape", "");
    var expected = ReferenceCsv.parse(text.toString());
    assertThat(reading.splitBytes(1 << 20).rows()).as("seed %d", seed).isEqualTo(expected);
    assertThat(reading.splitBytes(300_001).rows()).as("seed %d", seed).isEqualTo(expected);
    assertThat(reading.rowsSplitAt((1 << 20) - 1, (1 << 20) + 1, 3 << 20))
        .as("seed %d", seed)
        .isEqualTo(expected);
  }

  private void checkEveryBoundary(String text, int columns, int batchSize) throws IOException {
    var expected = ReferenceCsv.parse(text);
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    for (int at = 1; at < length; at++) {
      var reading =
          CsvReading.of(folder, text).strings(columns).option("escape", "").batchSize(batchSize);
      assertThat(reading.rowsSplitAt(at)).as("cut at %d", at).isEqualTo(expected);
      assertThat(reading.project().rowsSplitAt(at))
          .as("records when cut at %d", at)
          .hasSize(expected.size());
    }
  }
}
