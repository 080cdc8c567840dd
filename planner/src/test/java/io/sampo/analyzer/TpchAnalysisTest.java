package io.sampo.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.plan.logical.LogicalPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TpchAnalysisTest {
  private static final Path QUERIES = Path.of("../bench/src/main/resources/tpch/queries");

  static Stream<Integer> numbers() {
    return IntStream.rangeClosed(1, 22).boxed();
  }

  private static LogicalPlan analyze(int number) throws IOException {
    String sql = Files.readString(QUERIES.resolve(String.format("q%02d.sql", number)));
    return Analyzed.sql(TestCatalog.tpch(), sql);
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void everyQueryIsResolvedAndItsColumnsStandOnWhatIsBelow(int number) throws IOException {
    LogicalPlan plan = analyze(number);
    assertThat(plan.output()).isNotEmpty();
    PlanCheck.check(plan);
  }

  @Test
  void typesAreThoseOfSpark() throws IOException {
    assertThat(Analyzed.schema(analyze(1)))
        .isEqualTo(
            "l_returnflag string?, l_linestatus string?, sum_qty decimal(25,2)?, sum_base_price decimal(25,2)?, "
                + "sum_disc_price decimal(38,4)?, sum_charge decimal(38,6)?, avg_qty decimal(19,6)?, "
                + "avg_price decimal(19,6)?, avg_disc decimal(19,6)?, count_order long");
    assertThat(Analyzed.schema(analyze(8))).isEqualTo("o_year integer?, mkt_share decimal(38,6)?");
    assertThat(Analyzed.schema(analyze(14))).isEqualTo("promo_revenue decimal(38,6)?");
    assertThat(Analyzed.schema(analyze(17))).isEqualTo("avg_yearly decimal(30,6)?");
  }
}
