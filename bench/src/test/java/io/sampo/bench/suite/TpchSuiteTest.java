package io.sampo.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.bench.answer.Ordering;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TpchSuiteTest {
  @Test
  void everyQueryHasATextWhoseOrderNamesColumns() {
    for (int number = 0; number <= TpchSuite.QUERIES; number++) {
      Question question = TpchSuite.question(number);
      assertThat(question.sql()).startsWithIgnoringCase(number == 15 ? "with" : "select");
      assertThat(Ordering.of(question.sql()).columns())
          .as(question.name())
          .allSatisfy(column -> assertThat(column).matches("[a-z_]+"));
    }
    assertThat(Ordering.of(TpchSuite.question(3).sql()))
        .isEqualTo(new Ordering(List.of("revenue", "o_orderdate"), true));
    assertThat(Ordering.of(TpchSuite.question(6).sql())).isEqualTo(Ordering.NONE);
  }

  @Test
  void aQuestionNeedsOnlyTheTablesItNames() {
    Question question = TpchSuite.question(6);
    var suite =
        new Suite(
            "tpch",
            "",
            Map.of(),
            List.of(
                Table.parquet("lineitem", Path.of("lineitem.parquet")),
                Table.parquet("part", Path.of("part.parquet"))),
            List.of(question));

    assertThat(suite.tablesOf(question)).extracting(Table::name).containsExactly("lineitem");
    assertThat(suite.tablesOf(TpchSuite.question(TpchSuite.CONSTANT))).isEmpty();
  }
}
