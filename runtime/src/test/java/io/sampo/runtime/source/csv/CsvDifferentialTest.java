package io.sampo.runtime.source.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random files read as the reference parser reads them, whatever the batches and splits. */
class CsvDifferentialTest {
  private static final int COLUMNS = 4;
  private static final String[] PLAIN = {"a", "12", "é", "text of some length", " ", "\\", "x\"y"};
  private static final String[] QUOTED = {
    "a", ",", "\n", "\r\n", "\"\"", "é", "some more text", ""
  };

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void randomFiles(long seed) throws IOException {
    var random = new Random(seed);
    String end = seed % 2 == 0 ? "\n" : "\r\n";
    var text = new StringBuilder();
    for (int row = 0; row < 400; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        text.append(column == 0 ? "" : ",").append(field(random));
      }
      text.append(end);
    }
    var expected = ReferenceCsv.parse(text.toString());
    var reading = CsvReading.of(folder, text.toString()).strings(COLUMNS).option("escape", "");
    int size = text.toString().getBytes(StandardCharsets.UTF_8).length;
    for (int batch : new int[] {1, 3, 1024}) {
      reading.batchSize(batch);
      assertThat(reading.rows()).as("seed %d", seed).isEqualTo(expected);
      assertThat(reading.splitBytes(1 + random.nextInt(size)).rows())
          .as("seed %d", seed)
          .isEqualTo(expected);
      int first = 1 + random.nextInt(size - 1);
      int second = first + random.nextInt(size - first);
      assertThat(reading.rowsSplitAt(first, second))
          .as("seed %d, cut at %d and %d", seed, first, second)
          .isEqualTo(expected);
      assertThat(reading.project().rows()).as("seed %d", seed).hasSize(expected.size());
      reading.project(0, 1, 2, 3);
    }
  }

  /** Records are counted without looking at their fields. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void countsRecords(long seed) throws IOException {
    var random = new Random(seed);
    String end = seed % 2 == 0 ? "\n" : "\r\n";
    int longest = seed < 5 ? 5 : 300;
    var text = new StringBuilder();
    int records = 0;
    for (int line = 0; line < 5_000; line++) {
      int length = random.nextInt(longest);
      text.append("x".repeat(length));
      if (random.nextInt(500) == 0) {
        text.append(length == 0 ? "\"a\n\"" : ",\"a\n\"");
      } else if (random.nextInt(500) == 0) {
        text.append('é');
      } else if (length == 0) {
        records--;
      }
      text.append(end);
      records++;
    }
    var reading = CsvReading.of(folder, text.toString()).strings(1).project();
    assertThat(reading.rows()).as("seed %d", seed).hasSize(records);
    int cut = 1 + random.nextInt(text.length() - 1);
    assertThat(reading.rowsSplitAt(cut)).as("seed %d, cut at %d", seed, cut).hasSize(records);
  }

  private static String field(Random random) {
    int kind = random.nextInt(6);
    if (kind == 0) {
      return "";
    }
    boolean quoted = kind < 3;
    var field = new StringBuilder(quoted ? "\"" : "f");
    for (int i = random.nextInt(5); i > 0; i--) {
      String[] parts = quoted ? QUOTED : PLAIN;
      field.append(parts[random.nextInt(parts.length)]);
    }
    return field.append(quoted ? "\"" : "").toString();
  }
}
