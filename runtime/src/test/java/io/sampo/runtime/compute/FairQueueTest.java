package io.sampo.runtime.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.sampo.runtime.work.TaskWork.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FairQueueTest {
  private static final long SLICE = 5;

  private final ComputePool pool = new ComputePool("fair-queue-test", 1);
  private final FairQueue queue = new FairQueue();

  @Test
  void anEmptyQueueYieldsNothing() {
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.take(SLICE)).isNull();
  }

  @Test
  void lanesTakeTurnsWhateverTheirNumberOfJobs() {
    Lane small = pool.openLane();
    Lane large = pool.openLane();
    for (int i = 0; i < 10; i++) {
      queue.add(new Named(large, i));
    }
    queue.add(new Named(small, 0));
    queue.add(new Named(small, 1));
    assertThat(lanes(4)).containsExactly(large, small, large, small);
  }

  @Test
  void shortSlicesMakeMoreTurns() {
    Lane quick = pool.openLane();
    Lane slow = pool.openLane();
    Map<Lane, Long> time = new HashMap<>();
    queue.add(new Named(quick, 0));
    queue.add(new Named(slow, 0));
    for (int i = 0; i < 1_000; i++) {
      Job job = Objects.requireNonNull(queue.take(SLICE));
      long used = job.lane() == quick ? 1 : 9;
      queue.charge(job.lane(), used - SLICE);
      time.merge(job.lane(), used, Long::sum);
      queue.add(job);
    }
    assertThat(time.get(quick)).isCloseTo(time.get(slow), offset(20L));
  }

  @Test
  void aLaneThatWasIdleHasSavedNothing() {
    Lane busy = pool.openLane();
    for (int i = 0; i < 100; i++) {
      queue.add(new Named(busy, i));
    }
    lanes(50);
    Lane late = pool.openLane();
    for (int i = 0; i < 100; i++) {
      queue.add(new Named(late, i));
    }
    assertThat(lanes(20).stream().filter(lane -> lane == late)).hasSizeBetween(9, 11);
  }

  @Test
  void withinALaneJobsRunByTheirOrder() {
    Lane lane = pool.openLane();
    queue.add(new Named(lane, 7));
    queue.add(new Named(lane, 3));
    queue.add(new Named(lane, 5));
    assertThat(Objects.requireNonNull(queue.take(SLICE)).order()).isEqualTo(3);
    queue.add(new Named(lane, 4));
    assertThat(Objects.requireNonNull(queue.take(SLICE)).order()).isEqualTo(4);
  }

  @Test
  void aLaneThatDrainsGoesFirst() {
    Lane first = pool.openLane();
    Lane draining = pool.openLane();
    queue.add(new Named(first, 0));
    queue.add(new Named(draining, 0));
    queue.add(new Named(draining, 1));
    draining.drain(new Named(draining, 2));
    assertThat(lanes(3)).containsExactly(draining, draining, first);
  }

  private List<Lane> lanes(int turns) {
    List<Lane> taken = new ArrayList<>();
    for (int i = 0; i < turns; i++) {
      taken.add(Objects.requireNonNull(queue.take(SLICE)).lane());
    }
    return taken;
  }

  private static final class Named extends Job {
    Named(Lane lane, long order) {
      super(lane, order);
    }

    @Override
    Status step(long deadlineNanos) {
      return Status.DONE;
    }
  }
}
