package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.dataframe.RowIterator;
import io.sampo.error.SampoException;
import io.sampo.session.Session;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What may be gathered in one list has a limit, what is streamed has none. */
@NullMarked
final class ResultSizeTest {
  private record Number(long id) {}

  private static Session session;

  @BeforeAll
  static void open() {
    session =
        Session.builder().master("local[2]").config("sampo.driver.maxResultSize", "1m").create();
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @Test
  void collectingTooMuchIsAnError() {
    assertThatThrownBy(() -> session.range(1_000_000).collect())
        .isInstanceOf(SampoException.class)
        .hasMessageContaining("RESULT_TOO_LARGE")
        .hasMessageContaining("1.0 MiB")
        .hasMessageContaining("toLocalIterator");
    assertThatThrownBy(() -> session.range(1_000_000).as(Number.class).collect())
        .hasMessageContaining("RESULT_TOO_LARGE");
    assertThat(session.range(50_000).collect()).hasSize(50_000);
  }

  @Test
  void streamingHasNoLimit() {
    long sum = 0;
    try (RowIterator rows = session.range(1_000_000).toLocalIterator()) {
      while (rows.hasNext()) {
        sum += rows.next().getLong(0);
      }
    }
    assertThat(sum).isEqualTo(499_999_500_000L);
  }

  @Test
  void sparksNameOfTheSettingIsUnderstood() {
    session.conf().set("spark.driver.maxResultSize", "0");
    assertThat(session.range(1_000_000).collect()).hasSize(1_000_000);
    session.conf().set("spark.driver.maxResultSize", "1m");
    assertThatThrownBy(() -> session.range(1_000_000).collect())
        .hasMessageContaining("RESULT_TOO_LARGE");
  }
}
