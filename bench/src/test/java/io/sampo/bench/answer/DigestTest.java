package io.sampo.bench.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigestTest {
  @Test
  void sumsColumnsAndProductsOfNeighbours() {
    var digest = new Digest(3);
    digest.add(List.of(2, new BigDecimal("1.50"), 10.0));
    digest.add(Arrays.asList(3, null, 20.0));

    Answer answer = digest.answer(List.of("a", "b", "c"));

    assertThat(answer.columns().stream().map(AnswerColumn::name))
        .containsExactly("rows", "sum(a)", "sum(b)", "sum(a * b)", "sum(c)", "sum(b * c)");
    assertThat(answer.rows()).containsExactly(List.of("2", "5.0", "1.5", "3.0", "30.0", "15.0"));
  }

  @Test
  void textCountsAsItsChecksum() {
    var digest = new Digest(1);
    digest.add(List.of("id001"));

    // The low 16 bits of what zlib.crc32 of Python yields.
    assertThat(digest.answer(List.of("a")).rows().getFirst()).containsExactly("1", "20780.0");
  }

  @Test
  void aDateCountsAsItsDays() {
    var digest = new Digest(1);
    digest.add(List.of(LocalDate.of(1970, 1, 31)));
    digest.add(List.of(LocalDate.of(1969, 12, 31)));

    assertThat(digest.answer(List.of("a")).rows().getFirst()).containsExactly("2", "29.0");
  }
}
