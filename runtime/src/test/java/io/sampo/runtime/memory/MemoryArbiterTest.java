package io.sampo.runtime.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.memory.MemoryArbiter.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MemoryArbiterTest {
  private static final long LIMIT = 64_000;
  private static final Runnable NOBODY = () -> {};

  /** Memory kept for reuse that gives back when it is asked to. */
  private static final class Kept implements MemoryArbiter.Idle {
    long bytes;

    @Override
    public long bytes() {
      return bytes;
    }

    @Override
    public void trim(long wished) {
      bytes -= Math.min(bytes, wished);
    }

    @Override
    public void rest() {
      bytes = 0;
    }
  }

  private final Kept kept = new Kept();
  private final MemoryArbiter arbiter = new MemoryArbiter(LIMIT, kept);

  private Holder task(Holder.Share share, String name, boolean revocable, long used) {
    Holder holder = arbiter.open(share, name, revocable);
    assertThat(arbiter.ask(holder, 0, NOBODY)).isEqualTo(Verdict.GO);
    arbiter.charge(holder, used);
    arbiter.leave(holder);
    return holder;
  }

  @Test
  void theLargestThatCanSpillIsToldTo() {
    Holder.Share query = arbiter.openShare("query");
    Holder small = task(query, "small", true, 10_000);
    Holder large = task(query, "large", true, 20_000);
    Holder fixed = task(query, "fixed", false, 17_000);
    assertThat(arbiter.ask(small, 5_000, NOBODY)).isEqualTo(Verdict.GO);
    assertThat(arbiter.ask(fixed, 1_000, NOBODY)).isEqualTo(Verdict.GO);
    assertThat(arbiter.ask(large, 0, NOBODY)).isEqualTo(Verdict.SPILL);
    arbiter.discharge(large, 20_000);
    assertThat(arbiter.ask(large, 1_000, NOBODY)).isEqualTo(Verdict.GO);
    assertThat(arbiter.ask(small, 1_000, NOBODY)).isEqualTo(Verdict.GO);
  }

  @Test
  void aQueryAboveItsShareSpillsFirst() {
    Holder.Share greedy = arbiter.openShare("greedy");
    Holder.Share modest = arbiter.openShare("modest");
    Holder one = task(greedy, "one", true, 13_000);
    Holder two = task(greedy, "two", true, 21_000);
    Holder three = task(modest, "three", true, 14_000);
    assertThat(arbiter.ask(three, 2_000, NOBODY)).isEqualTo(Verdict.GO);
    assertThat(arbiter.ask(one, 0, NOBODY)).isEqualTo(Verdict.GO);
    assertThat(arbiter.ask(two, 0, NOBODY)).isEqualTo(Verdict.SPILL);
  }

  @Test
  void whatIsKeptForReuseIsGivenBackFirst() {
    kept.bytes = 30_000;
    Holder.Share query = arbiter.openShare("query");
    task(query, "one", true, 40_000);
    assertThat(kept.bytes).isEqualTo(24_000);
  }

  @Test
  void nothingIsKeptForReuseWhenTheLastQueryEnds() {
    kept.bytes = 30_000;
    Holder.Share one = arbiter.openShare("one");
    Holder.Share two = arbiter.openShare("two");
    arbiter.closeShare(one);
    assertThat(kept.bytes).isEqualTo(30_000);
    arbiter.closeShare(two);
    assertThat(kept.bytes).isZero();
  }

  @Test
  void tasksThatEndAtTheSameTimeDoNotBothLeaveTooMuch() {
    Holder.Share query = arbiter.openShare("query");
    Holder one = task(query, "one", true, 15_000);
    Holder two = task(query, "two", true, 15_000);
    assertThat(arbiter.mayKeep(one, 3)).isTrue();
    assertThat(arbiter.mayKeep(two, 3)).isFalse();
    arbiter.settle(one);
    assertThat(arbiter.mayKeep(two, 3)).isFalse();
  }

  @Test
  void whoSpilledAPartOnlyIsAskedAgain() {
    Holder.Share query = arbiter.openShare("query");
    Holder large = task(query, "large", true, 40_000);
    Holder other = task(query, "other", false, 1_000);
    assertThat(arbiter.ask(large, 12_000, NOBODY)).isEqualTo(Verdict.SPILL);
    arbiter.left(large, 20_000);
    arbiter.discharge(large, 10_000);
    assertThat(arbiter.ask(large, 12_000, NOBODY)).isEqualTo(Verdict.GO);
    assertThat(arbiter.ask(other, 12_000, NOBODY)).isEqualTo(Verdict.GO);
    assertThat(arbiter.ask(large, 0, NOBODY)).isEqualTo(Verdict.SPILL);
    arbiter.left(large, 0);
    arbiter.discharge(large, 20_000);
    assertThat(arbiter.ask(large, 0, NOBODY)).isEqualTo(Verdict.GO);
  }

  @Test
  void whoWaitsIsWokenWhenSomebodyGivesBack() {
    Holder.Share query = arbiter.openShare("query");
    Holder busy = task(query, "busy", false, 60_000);
    Holder waiting = arbiter.open(query, "waiting", true);
    List<String> woken = new ArrayList<>();
    assertThat(arbiter.ask(waiting, 10_000, () -> woken.add("waiting"))).isEqualTo(Verdict.WAIT);
    arbiter.discharge(busy, 30_000);
    assertThat(woken).containsExactly("waiting");
    assertThat(arbiter.ask(waiting, 10_000, NOBODY)).isEqualTo(Verdict.GO);
  }

  @Test
  void itIsToldWhetherOthersHoldWhatIsMissing() {
    Holder.Share one = arbiter.openShare("one");
    Holder.Share other = arbiter.openShare("other");
    Holder mine = task(one, "scan", false, 30_000);
    task(other, "scan", false, 30_000);
    assertThatThrownBy(() -> arbiter.charge(mine, 20_000))
        .isInstanceOfSatisfying(
            SampoException.class,
            e -> assertThat(e.parameters()).containsKey(MemoryBudget.HELD_BY_OTHERS));
    assertThatThrownBy(() -> arbiter.charge(mine, 40_000))
        .isInstanceOfSatisfying(
            SampoException.class,
            e -> assertThat(e.parameters()).doesNotContainKey(MemoryBudget.HELD_BY_OTHERS));
  }

  @Test
  void whoWouldWaitForNobodyFailsAndIsNamed() {
    Holder.Share query = arbiter.openShare("query 7");
    Holder kept = task(query, "join table", false, 60_000);
    arbiter.settle(kept);
    Holder sort = arbiter.open(query, "sort", true);
    assertThatThrownBy(() -> arbiter.ask(sort, 10_000, NOBODY))
        .isInstanceOfSatisfying(
            SampoException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.OUT_OF_MEMORY);
              assertThat(e.getMessage())
                  .contains("sort of query 7")
                  .contains("join table of query 7 60000 bytes")
                  .contains("sampo.memory");
            });
  }

  @Test
  void anAllocationBeyondTheLimitFails() {
    Holder holder = task(arbiter.openShare("query"), "one", true, 60_000);
    assertThatThrownBy(() -> arbiter.charge(holder, 4_001)).isInstanceOf(SampoException.class);
    arbiter.charge(holder, 4_000);
    assertThat(arbiter.charged()).isEqualTo(LIMIT);
  }

  /** A task of the fuzzer. */
  private static final class Actor {
    final List<Holder> holders;
    boolean runnable = true;
    int batchesLeft;

    /** The one it works on; the other one, if there is one, rests meanwhile. */
    Holder holder;

    Actor(List<Holder> holders, int batches) {
      this.holders = List.copyOf(holders);
      this.batchesLeft = batches;
      this.holder = holders.getFirst();
    }

    void wake() {
      runnable = true;
    }
  }

  /**
   * Random tasks of random queries, one step at a time. No over-commitment: what is charged never
   * passes the limit. No deadlock: while a task is left, one can run. No livelock: all end within a
   * bounded number of steps.
   */
  @Test
  void randomTasksAllEndAndNeverHoldTooMuch() {
    long seed = System.nanoTime();
    for (int round = 0; round < 3_000; round++) {
      run(new Random(seed + round), "seed " + seed + ", round " + round);
    }
  }

  private static void run(Random random, String label) {
    var arbiter = new MemoryArbiter(LIMIT, new Kept());
    var actors = new ArrayList<Actor>();
    var shares = new ArrayList<Holder.Share>();
    int tasks = 1 + random.nextInt(12);
    int batches = 0;
    for (int i = 0; i < tasks; i++) {
      if (shares.isEmpty() || random.nextInt(3) == 0) {
        shares.add(arbiter.openShare("query " + shares.size()));
      }
      Holder.Share share = shares.get(random.nextInt(shares.size()));
      var holders = new ArrayList<Holder>();
      holders.add(arbiter.open(share, "task " + i, random.nextInt(4) > 0));
      if (random.nextInt(3) == 0) {
        holders.add(arbiter.open(share, "behind task " + i, random.nextInt(4) > 0));
      }
      var actor = new Actor(holders, random.nextInt(40));
      batches += actor.batchesLeft + 1;
      actors.add(actor);
    }
    int steps = 0;
    while (!actors.isEmpty()) {
      List<Actor> runnable = actors.stream().filter(actor -> actor.runnable).toList();
      assertThat(runnable).as("deadlock, %s", label).isNotEmpty();
      Actor actor = runnable.get(random.nextInt(runnable.size()));
      if (step(arbiter, actor, random)) {
        actors.remove(actor);
        actor.holders.forEach(arbiter::close);
      } else {
        actor.holders.forEach(arbiter::leave);
      }
      assertThat(arbiter.charged()).as(label).isBetween(0L, LIMIT);
      assertThat(++steps).as("livelock, %s", label).isLessThan(200 * (batches + tasks));
    }
    assertThat(arbiter.charged()).as(label).isZero();
  }

  /** One slice; true when the task is gone. */
  private static boolean step(MemoryArbiter arbiter, Actor actor, Random random) {
    Holder holder = actor.holder;
    for (Holder other : actor.holders) {
      if (other != holder) {
        while (arbiter.rest(other, actor::wake)) {
          arbiter.discharge(other, other.used);
        }
      }
    }
    long headroom = random.nextInt(12_000);
    try {
      Verdict verdict = arbiter.ask(holder, headroom, actor::wake);
      switch (verdict) {
        case WAIT -> actor.runnable = actor.holders.stream().anyMatch(each -> each.waker == null);
        case SPILL -> {
          if (random.nextInt(3) == 0) {
            // Not more than was needed.
            long stays = holder.used / 2;
            arbiter.left(holder, stays);
            arbiter.discharge(holder, holder.used - stays);
          } else {
            // Some of it cannot be spilled.
            arbiter.left(holder, 0);
            arbiter.discharge(holder, holder.used - Math.min(holder.used, random.nextInt(200)));
          }
        }
        case GO -> {
          if (actor.batchesLeft-- == 0) {
            return true;
          }
          long taken = random.nextLong(headroom + 1 + headroom / 8);
          if (random.nextBoolean() && !arbiter.tryReserve(holder, taken) && holder.revocable) {
            arbiter.discharge(holder, holder.used);
          }
          arbiter.charge(holder, taken);
          if (!holder.revocable && random.nextInt(3) > 0) {
            arbiter.discharge(holder, holder.used);
          }
          actor.holder = actor.holders.get(random.nextInt(actor.holders.size()));
        }
      }
      return false;
    } catch (SampoException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.OUT_OF_MEMORY);
      return true;
    }
  }

  /** Threads that charge, spill and wait for each other's memory in the middle of batches. */
  @Test
  void threadsNeverWaitInACircle() throws InterruptedException {
    long seed = System.nanoTime();
    var failure = new AtomicReference<@Nullable Throwable>();
    Holder.Share share = arbiter.openShare("query");
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 4; i++) {
      var random = new Random(seed + i);
      Holder holder = arbiter.open(share, "task " + i, true);
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  work(random, holder);
                } catch (Throwable e) {
                  failure.set(e);
                } finally {
                  arbiter.close(holder);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failure.get()).as("seed %d", seed).isNull();
    assertThat(arbiter.charged()).isZero();
    assertThat(arbiter.peak()).isLessThanOrEqualTo(LIMIT);
  }

  private void work(Random random, Holder holder) {
    for (int batch = 0; batch < 5_000; batch++) {
      Verdict verdict = Verdict.WAIT;
      while (verdict != Verdict.GO) {
        verdict = arbiter.ask(holder, 1_000, NOBODY);
        if (verdict == Verdict.SPILL) {
          arbiter.discharge(holder, holder.used);
        } else if (verdict == Verdict.WAIT) {
          Thread.yield();
        }
      }
      try {
        arbiter.charge(holder, random.nextInt(8_000));
      } catch (SampoException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.OUT_OF_MEMORY);
        arbiter.discharge(holder, holder.used);
      }
      arbiter.leave(holder);
    }
  }
}
