package io.sampo.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.optimizer.statistics.Range;
import io.sampo.optimizer.statistics.ValueRanges;
import io.sampo.plan.logical.LogicalPlan;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class ValueRangesTest {
  private static Range range(String sql) {
    LogicalPlan plan = Optimized.sql(new TpchCatalog(1), sql);
    return ValueRanges.of(plan.output().getFirst(), plan).orElseThrow();
  }

  private static Range bounds(String low, String high) {
    return new Range(new BigInteger(low), new BigInteger(high));
  }

  @Test
  void storedBoundsAreUnscaled() {
    assertThat(range("select l_discount from lineitem")).isEqualTo(bounds("0", "10"));
  }

  @Test
  void arithmeticOfDecimalsKeepsBounds() {
    assertThat(range("select l_extendedprice * (1 - l_discount) from lineitem"))
        .isEqualTo(bounds("8109000", "1049495000"));
  }

  @Test
  void sumsAreBoundedByTheExactNumberOfRows() {
    Range sum = range("select sum(l_extendedprice * (1 - l_discount) * (1 + l_tax)) from lineitem");
    assertThat(sum.fitsLong()).isTrue();
    assertThat(sum.low()).isEqualTo(BigInteger.valueOf(810_900_000L));
  }

  @Test
  void branchesOfACaseAreJoined() {
    assertThat(range("select case when l_tax > 0 then l_linenumber else 100 end from lineitem"))
        .isEqualTo(bounds("1", "100"));
  }

  @Test
  void nothingIsKnownOfTextButATypeBoundsItself() {
    LogicalPlan plan =
        Optimized.sql(new TpchCatalog(1), "select l_comment, l_quantity / l_tax from lineitem");
    assertThat(ValueRanges.of(plan.output().get(0), plan)).isEmpty();
    assertThat(ValueRanges.of(plan.output().get(1), plan)).isPresent();
  }
}
