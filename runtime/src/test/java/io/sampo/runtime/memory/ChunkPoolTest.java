package io.sampo.runtime.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChunkPoolTest {
  private static final long MEBI = 1 << 20;
  private static final long PERIOD = 1_000_000_000;

  private final AtomicLong clock = new AtomicLong();
  private final ChunkPool pool = new ChunkPool(64 * MEBI, clock::get);
  private final BufferAllocator allocator =
      new RootAllocator(
          RootAllocator.configBuilder()
              .allocationManagerFactory(pool)
              .roundingPolicy(ChunkPool::sizeClass)
              .build());

  @AfterEach
  void close() {
    allocator.close();
    pool.trim(Long.MAX_VALUE);
    assertThat(pool.bytes()).isZero();
  }

  private void use(int chunks) {
    List<ArrowBuf> taken = new ArrayList<>();
    for (int i = 0; i < chunks; i++) {
      taken.add(allocator.buffer(MEBI));
    }
    taken.forEach(ArrowBuf::close);
  }

  @Test
  void keepsWhatIsTakenAgainAndAgain() {
    for (int i = 0; i < 5; i++) {
      use(8);
      clock.addAndGet(PERIOD);
    }

    assertThat(pool.bytes()).isEqualTo(8 * MEBI);
  }

  @Test
  void givesBackWhatNobodyTookForAWhile() {
    use(40);
    assertThat(pool.bytes()).isEqualTo(40 * MEBI);

    for (int i = 0; i < 3; i++) {
      clock.addAndGet(PERIOD);
      use(3);
    }

    assertThat(pool.bytes()).isEqualTo(3 * MEBI);
  }

  @Test
  void keepsNoMoreThanItMay() {
    use(100);

    assertThat(pool.bytes()).isEqualTo(64 * MEBI);
  }

  @Test
  void keepsLittleWhenNothingRuns() {
    use(60);

    pool.rest();

    assertThat(pool.bytes()).isEqualTo(16 * MEBI);
  }
}
