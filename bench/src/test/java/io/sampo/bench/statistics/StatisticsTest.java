package io.sampo.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  @Test
  void medianIsTheMiddleValue() {
    assertThat(Statistics.median(List.of(9.0))).isEqualTo(9);
    assertThat(Statistics.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
    assertThat(Statistics.median(List.of(9.0, 1.0, 2.0, 4.0))).isEqualTo(3);
  }

  @Test
  void geometricMeanOfADoublingAndAHalvingIsOne() {
    assertThat(Statistics.geometricMean(List.of(2.0, 0.5))).isCloseTo(1, within(1e-12));
    assertThat(Statistics.geometricMean(List.of(1.0, 10.0, 100.0))).isCloseTo(10, within(1e-12));
  }

  @Test
  void refusesWhatHasNoMean() {
    assertThatIllegalArgumentException().isThrownBy(() -> Statistics.median(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> Statistics.geometricMean(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Statistics.geometricMean(List.of(1.0, 0.0)));
  }
}
