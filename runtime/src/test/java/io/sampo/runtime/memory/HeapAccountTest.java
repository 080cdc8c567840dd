package io.sampo.runtime.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeapAccountTest {
  private static final long MEBI = 1 << 20;

  private final MemoryBudget budget = new MemoryBudget(64 * MEBI, 0, new HeapAccount(10 * MEBI));
  private final QueryMemory query = budget.openQuery("query 3");
  private OperatorMemory groups;

  @BeforeEach
  void open() {
    groups = query.operator("aggregation", true);
  }

  @AfterEach
  void close() {
    groups.close();
    query.close();
    budget.close();
  }

  @Test
  void whoCanSpillIsToDoSoAtHalf() {
    assertThat(groups.tryHeap(5 * MEBI)).isTrue();
    assertThat(groups.tryHeap(6 * MEBI)).isFalse();
    assertThat(groups.used()).isEqualTo(5 * MEBI);
    groups.heap(0);
    assertThat(groups.tryHeap(4 * MEBI)).isTrue();
  }

  @Test
  void whoCannotFailsAlone() {
    groups.heap(9 * MEBI);
    assertThatThrownBy(() -> groups.heap(11 * MEBI))
        .isInstanceOfSatisfying(
            SampoException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.OUT_OF_HEAP);
              assertThat(e.getMessage())
                  .contains("aggregation of query 3 keeps 9.0 MiB", "2.0 MiB more", "10.0 MiB")
                  .contains("-Xmx");
            });
    assertThat(groups.used()).isEqualTo(9 * MEBI);
  }

  @Test
  void whatIsClosedIsGivenBack() {
    groups.heap(9 * MEBI);
    groups.close();
    try (OperatorMemory next = query.operator("aggregation", true)) {
      assertThat(next.tryHeap(5 * MEBI)).isTrue();
    }
  }
}
