package io.sampo.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTest {
  private static final long MEBIBYTE = 1L << 20;
  private static final int MEMBERS = 4;

  private static ProcessFigures process(long live) {
    return new ProcessFigures(300 * MEBIBYTE, live, 50, 80);
  }

  private static Sample sample(ProcessFigures driver, long blocks, long files, long bytes) {
    return new Sample(
        Duration.ofSeconds(1), 22, driver, process(40 * MEBIBYTE), 0, blocks, files, bytes);
  }

  @Test
  void whatStaysAboutTheSameIsNoGrowth() {
    Sample first = sample(process(40 * MEBIBYTE), 0, 2, 0);
    Sample last = sample(process(60 * MEBIBYTE), 0, 2L * MEMBERS, 0);

    assertThat(Growth.of(List.of(first, first, last), MEMBERS)).isEmpty();
    assertThat(Growth.of(List.of(), MEMBERS)).isEmpty();
  }

  @Test
  void whatGrowsIsNamed() {
    Sample first = sample(process(40 * MEBIBYTE), 0, 2, 0);
    Sample last = sample(new ProcessFigures(600 * MEBIBYTE, 80 * MEBIBYTE, 120, 300), 3, 20, 4096);

    assertThat(Growth.of(List.of(first, last), MEMBERS))
        .satisfiesExactly(
            line -> assertThat(line).contains("driver's live heap", "41943040", "83886080"),
            line -> assertThat(line).contains("driver's memory"),
            line -> assertThat(line).contains("driver's threads", "50", "120"),
            line -> assertThat(line).contains("driver's open files", "80", "300"),
            line -> assertThat(line).contains("20 files with 4096 bytes"),
            line -> assertThat(line).contains("3 blocks"));
  }
}
