package io.sampo.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.error.ErrorCode;
import io.sampo.physical.fragment.FragmentGraph;
import io.sampo.runtime.exchange.ProducerAttempt;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@NullMarked
class ClusterStateTest {
  private final SimulatedCluster cluster = new SimulatedCluster(new SplittableRandom(7));

  private void completeAll() {
    while (!cluster.running.isEmpty()) {
      cluster.complete(cluster.running.keySet().iterator().next());
    }
  }

  private void completeFragment(int fragment) {
    List.copyOf(cluster.running.keySet()).stream()
        .filter(attempt -> attempt.exchange() == fragment)
        .forEach(cluster::complete);
  }

  private ProducerAttempt first() {
    return cluster.running.keySet().iterator().next();
  }

  @Test
  void slotsAreFilledAndFreed() {
    cluster.join(2);
    cluster.start(Fragments.order(Fragments.two(5, 1), RecoverySettings.DEFAULT));
    assertThat(cluster.running).hasSize(2);
    cluster.complete(first());
    assertThat(cluster.running).hasSize(2);
    completeAll();
    assertThat(cluster.read()).isTrue();
    assertThat(cluster.finished).isTrue();
    assertThat(cluster.error).isNull();
    assertThat(cluster.launches).isEqualTo(6);
  }

  @Test
  void aNewWorkerGetsWork() {
    cluster.start(Fragments.order(Fragments.two(2, 2), RecoverySettings.DEFAULT));
    assertThat(cluster.running).isEmpty();
    String worker = cluster.join(1);
    assertThat(cluster.running.get(first())).extracting("worker").isEqualTo(worker);
  }

  @Test
  void aDrainingWorkerGetsNone() {
    String leaving = cluster.join(2);
    String staying = cluster.join(1);
    cluster.perform(cluster.state.workerDraining(leaving));
    cluster.start(Fragments.order(Fragments.two(3, 1), RecoverySettings.DEFAULT));
    assertThat(cluster.running.values())
        .extracting(SimulatedCluster.Launched::worker)
        .containsExactly(staying);
  }

  @Test
  void onlyWhatIsLostAndStillNeededIsMadeAgain() {
    String a = cluster.join(2);
    cluster.join(2);
    cluster.start(Fragments.order(Fragments.two(4, 4), RecoverySettings.DEFAULT));
    completeFragment(0);
    // Both workers hold two outputs and run two of the four readers.
    long lostReaders =
        cluster.running.values().stream().filter(task -> task.worker().equals(a)).count();
    assertThat(lostReaders).isEqualTo(2);
    cluster.lose(a);
    // Two outputs and two readers; the other two readers find their input gone.
    while (!cluster.finished) {
      if (!cluster.running.isEmpty()) {
        cluster.complete(first());
      } else {
        assertThat(cluster.read()).isTrue();
      }
    }
    assertThat(cluster.error).isNull();
    assertThat(cluster.launches).isEqualTo(4 + 4 + 2 + 2 + 2);
    assertThat(cluster.consistent(Fragments.two(4, 4).fragments())).isTrue();
  }

  @Test
  void aQueryDoesNotWaitForeverForAFirstWorker() {
    QueryOrder order = Fragments.order(Fragments.two(2, 1), RecoverySettings.DEFAULT);
    cluster.start(order);
    cluster.perform(cluster.state.tick(0));
    cluster.perform(cluster.state.tick(order.patience().toNanos()));
    assertThat(cluster.finished).isFalse();
    // Each time the workers are gone it waits anew.
    String worker = cluster.join(1);
    cluster.perform(cluster.state.tick(order.patience().toNanos() + 1));
    cluster.lose(worker);
    cluster.perform(cluster.state.tick(order.patience().toNanos() + 2));
    cluster.perform(cluster.state.tick(2 * order.patience().toNanos()));
    assertThat(cluster.finished).isFalse();
    cluster.perform(cluster.state.tick(3 * order.patience().toNanos()));
    assertThat(cluster.error)
        .isNotNull()
        .hasMessageContaining("NO_WORKERS")
        .hasMessageContaining("300 s");
  }

  @Test
  void whatNobodyNeedsAnyMoreIsNotMadeAgain() {
    String a = cluster.join(4);
    cluster.start(Fragments.order(Fragments.two(2, 1), RecoverySettings.DEFAULT));
    completeAll();
    cluster.read();
    assertThat(cluster.finished).isTrue();
    cluster.lose(a);
    assertThat(cluster.launches).isEqualTo(3);
  }

  @Test
  void withoutRecoveryALossEndsTheQuery() {
    String a = cluster.join(2);
    cluster.join(2);
    cluster.start(Fragments.order(Fragments.two(4, 2), RecoverySettings.NONE));
    cluster.lose(a);
    assertThat(cluster.finished).isTrue();
    assertThat(Objects.requireNonNull(cluster.error).code()).isEqualTo(ErrorCode.WORKER_LOST);
  }

  @Test
  void aTaskThatFailsAgainAndAgainNamesItsFirstCause() {
    cluster.join(1);
    cluster.join(1);
    cluster.start(Fragments.order(Fragments.two(1, 1), RecoverySettings.DEFAULT));
    for (int i = 0; i < 4; i++) {
      assertThat(cluster.finished).isFalse();
      cluster.fail(first(), ErrorCode.WORKER_LOST);
    }
    assertThat(cluster.finished).isTrue();
    assertThat(Objects.requireNonNull(cluster.error))
        .hasMessageContaining("Task 0 on worker w")
        .hasMessageContaining("fragment 0")
        .hasMessageContaining("file.csv")
        .extracting("code")
        .isEqualTo(ErrorCode.TASK_FAILED);
  }

  private List<ProducerAttempt> runningOn(String worker) {
    return cluster.running.entrySet().stream()
        .filter(task -> task.getValue().worker().equals(worker))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** A worker whose disk is full has a free slot sooner than those that do the work. */
  @Test
  void aWorkerAtWhichAllFailsDoesNotEndTheQuery() {
    String faulty = cluster.join(1);
    String sound = cluster.join(1);
    cluster.start(Fragments.order(Fragments.two(6, 1), RecoverySettings.DEFAULT));
    while (!cluster.finished) {
      for (int quick = 0; quick < 20 && !runningOn(faulty).isEmpty(); quick++) {
        cluster.now += 1_000_000;
        cluster.fail(runningOn(faulty).getFirst(), ErrorCode.FAILED_WRITE_FILE);
        cluster.perform(cluster.state.tick(cluster.now));
      }
      runningOn(sound).stream().findFirst().ifPresent(cluster::complete);
      cluster.read();
    }
    assertThat(cluster.error).isNull();
    // Each task has failed there once at most.
    assertThat(cluster.launches).isLessThanOrEqualTo(7 + 6);
  }

  /** Others may be busy for hours. */
  @Test
  void aTaskWaitsForOtherWorkersThanWhereItFailedForAWhileOnly() {
    String failing = cluster.join(1);
    cluster.join(1);
    cluster.start(Fragments.order(Fragments.two(2, 1), RecoverySettings.DEFAULT));
    cluster.fail(runningOn(failing).getFirst(), ErrorCode.WORKER_LOST);
    assertThat(runningOn(failing)).isEmpty();
    cluster.now += 9_000_000_000L;
    cluster.perform(cluster.state.tick(cluster.now));
    assertThat(runningOn(failing)).isEmpty();
    cluster.now += 2_000_000_000L;
    cluster.perform(cluster.state.tick(cluster.now));
    assertThat(runningOn(failing)).hasSize(1);
  }

  @Test
  void aUserErrorIsNotTriedAgain() {
    cluster.join(1);
    cluster.start(Fragments.order(Fragments.two(1, 1), RecoverySettings.DEFAULT));
    cluster.fail(first(), ErrorCode.MALFORMED_RECORD);
    assertThat(Objects.requireNonNull(cluster.error).code()).isEqualTo(ErrorCode.MALFORMED_RECORD);
    assertThat(cluster.launches).isEqualTo(1);
  }

  @Test
  void aSlowTaskIsCopiedAndTheFirstToFinishWins() {
    cluster.join(2);
    cluster.join(2);
    cluster.start(Fragments.order(Fragments.two(4, 1), RecoverySettings.DEFAULT));
    ProducerAttempt slow = first();
    List.copyOf(cluster.running.keySet()).stream()
        .filter(attempt -> !attempt.equals(slow))
        .forEach(cluster::complete);
    cluster.now = 10_000_000_000L;
    cluster.perform(cluster.state.tick(cluster.now));
    assertThat(cluster.running).hasSize(2);
    ProducerAttempt copy =
        cluster.running.keySet().stream().filter(a -> !a.equals(slow)).findFirst().orElseThrow();
    assertThat(Objects.requireNonNull(cluster.running.get(copy)).worker())
        .isNotEqualTo(Objects.requireNonNull(cluster.running.get(slow)).worker());
    cluster.complete(copy);
    assertThat(cluster.running).doesNotContainKey(slow);
    assertThat(cluster.reruns()).isZero();
  }

  static LongStream seeds() {
    return LongStream.range(0, 1000);
  }

  /** Whatever happens, a query that ends well is made of one kind of rows of each task. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anyOrderOfTroubles(long seed) {
    var random = new SplittableRandom(seed);
    boolean someVary = random.nextInt(3) == 0;
    FragmentGraph graph = Fragments.random(random, someVary);
    var simulated = new SimulatedCluster(random);
    for (int i = 0; i < 3; i++) {
      simulated.join(1 + random.nextInt(2));
    }
    QueryOrder order = Fragments.order(graph, RecoverySettings.DEFAULT);
    simulated.start(order);
    int troubles = 12;
    for (int step = 0; step < 20_000 && !simulated.finished; step++) {
      simulated.now += 100_000_000L;
      if (troubles > 0 && random.nextInt(6) == 0) {
        troubles--;
        if (random.nextInt(4) == 0) {
          simulated.loseDriver(order);
        } else {
          trouble(simulated, random);
        }
      } else if (random.nextInt(4) == 0) {
        simulated.read();
      } else if (!simulated.running.isEmpty()) {
        var attempts = List.copyOf(simulated.running.keySet());
        simulated.complete(attempts.get(random.nextInt(attempts.size())));
      }
      if (random.nextInt(10) == 0) {
        simulated.perform(simulated.state.tick(simulated.now));
      }
      reapHanging(simulated, random);
    }
    assertThat(simulated.finished).as("seed %s: the query ends", seed).isTrue();
    if (simulated.error == null) {
      assertThat(simulated.consistent(graph.fragments())).as("seed %s", seed).isTrue();
    } else {
      assertThat(simulated.error.code()).isEqualTo(ErrorCode.INDETERMINATE_RESULT);
      assertThat(someVary).as("seed %s: %s", seed, simulated.error.getMessage()).isTrue();
    }
  }

  private static void trouble(SimulatedCluster simulated, SplittableRandom random) {
    var alive = simulated.alive.stream().sorted().toList();
    String victim = alive.get(random.nextInt(alive.size()));
    switch (random.nextInt(4)) {
      case 0 -> {
        simulated.join(1 + random.nextInt(2));
        simulated.lose(victim);
      }
      case 1 -> {
        simulated.join(1);
        simulated.hang(victim);
      }
      case 2 -> {
        if (!simulated.running.isEmpty() && random.nextInt(3) == 0) {
          simulated.fail(simulated.running.keySet().iterator().next(), ErrorCode.WORKER_LOST);
        }
      }
      default -> {
        // A message that comes late or a second time.
        if (!simulated.old.isEmpty()) {
          var report = simulated.old.get(random.nextInt(simulated.old.size()));
          if (!simulated.running.containsKey(report.attempt())) {
            simulated.perform(simulated.state.reported(report, simulated.now));
          }
        }
      }
    }
  }

  /** The driver learns of a worker that hangs. */
  private static void reapHanging(SimulatedCluster simulated, SplittableRandom random) {
    if (random.nextInt(5) == 0) {
      List.copyOf(simulated.state.workers().keySet()).stream()
          .filter(id -> !simulated.alive.contains(id))
          .forEach(simulated::lose);
    }
  }
}
