package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.exchange.DataNode;
import io.sampo.runtime.exchange.PartitionLocation;
import io.sampo.runtime.exchange.ProducerAttempt;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** When a part of a result is lost, nothing that was told of later ones is read any more. */
@NullMarked
final class ResultPartsTest {
  private final ResultParts parts = new ResultParts();

  private static PartitionLocation attempt(int number) {
    var attempt = new ProducerAttempt("q", 5, 0, number);
    return new PartitionLocation(attempt.forConsumer(0), new DataNode("w", "h", 1), 1);
  }

  @Test
  void aLostPartTakesLaterOnesWithIt() throws InterruptedException {
    for (int part = 0; part < 4; part++) {
      parts.delivered(part, attempt(0), part == 3);
    }
    parts.forget(1);
    assertThat(parts.await(0)).isEqualTo(attempt(0));
    parts.delivered(1, attempt(1), false);
    assertThat(parts.await(1)).isEqualTo(attempt(1));
    assertNotThere(2);
  }

  @Test
  void whatWasOnItsWayWhenAPartWasLostIsNotRead() throws InterruptedException {
    parts.delivered(0, attempt(0), false);
    parts.forget(0);
    parts.delivered(1, attempt(0), true);
    parts.delivered(0, attempt(1), false);
    assertThat(parts.await(0)).isEqualTo(attempt(1));
    assertNotThere(1);
  }

  private void assertNotThere(int part) {
    parts.finished(new SampoException(ErrorCode.OPERATION_CANCELED, Map.of()));
    assertThatThrownBy(() -> parts.await(part)).hasMessageContaining("OPERATION_CANCELED");
  }
}
