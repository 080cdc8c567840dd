package io.sampo.runtime.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
final class MemoryBudgetTest {
  private static final long LIMIT = 64 << 20;
  private static final int ROUNDS = 300_000;

  private static void hand(ArrowBuf buffer, BufferAllocator one, BufferAllocator other) {
    ArrowBuf held = buffer;
    for (int round = 0; round < ROUNDS; round++) {
      BufferAllocator target = round % 2 == 0 ? other : one;
      ArrowBuf moved = MemoryBudget.handOver(held, target);
      held.close();
      held = moved;
    }
    held.close();
  }

  /** Blocks outlive the query that made them. */
  @Test
  void whatIsHandedOverIsChargedToWhoHasIt() {
    try (var budget = new MemoryBudget(LIMIT, 0);
        BufferAllocator blocks = budget.forQuery("blocks")) {
      ArrowBuf block;
      try (QueryMemory query = budget.openQuery("query");
          ArrowBuf written = query.allocator().buffer(LIMIT / 2)) {
        block = MemoryBudget.handOver(written, blocks);
      }
      try (QueryMemory next = budget.openQuery("next")) {
        assertThat(next.headroom()).isEqualTo(LIMIT / 4);
        assertThatThrownBy(() -> next.allocator().buffer(LIMIT / 4 * 3))
            .isInstanceOfSatisfying(
                SampoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OUT_OF_MEMORY));
        block.close();
        assertThat(next.headroom()).isEqualTo(LIMIT / 4 * 3);
      }
    }
  }

  /** Arrow counts a buffer twice while one allocator hands it to another. */
  @Test
  void whatIsHandedOverMeanwhileDoesNotCountTwice() {
    try (var budget = new MemoryBudget(LIMIT, 0);
        QueryMemory query = budget.openQuery("query");
        OperatorMemory one = query.operator("one", false);
        OperatorMemory other = query.operator("other", false);
        OperatorMemory third = query.operator("third", false)) {
      ArrowBuf buffer = one.allocator().buffer(LIMIT / 8 * 5);
      var handing =
          CompletableFuture.runAsync(() -> hand(buffer, one.allocator(), other.allocator()));
      var allocated = new AtomicBoolean();
      while (!handing.isDone()) {
        try (ArrowBuf more = third.allocator().buffer(LIMIT / 4)) {
          allocated.set(more.capacity() > 0);
        }
      }
      handing.join();
      assertThat(allocated).isTrue();
      assertThat(budget.used()).isZero();
    }
  }
}
