package io.sampo.bench.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OrderingTest {
  @Test
  void readsTheOutermostOrderAndLimit() {
    assertThat(Ordering.of("select a, b from t\norder by a desc, B\nlimit 10\n"))
        .isEqualTo(new Ordering(List.of("a", "b"), true));
    assertThat(Ordering.of("select a from t ORDER BY a"))
        .isEqualTo(new Ordering(List.of("a"), false));
  }

  @Test
  void anOrderWithinAWindowIsNoneOfTheAnswer() {
    assertThat(Ordering.of("select row_number() over (order by a) as r from t"))
        .isEqualTo(Ordering.NONE);
  }
}
