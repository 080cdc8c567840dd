package io.sampo.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.physical.Partitioning;
import io.sampo.physical.fragment.FragmentGraph;
import io.sampo.runtime.exchange.ProducerAttempt;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tasks go where their input is, while there is a free slot, and elsewhere rather than nowhere. */
@NullMarked
final class LocalityTest {
  private final SimulatedCluster cluster = new SimulatedCluster(new SplittableRandom(3));

  private void start(FragmentGraph graph) {
    cluster.readAnew();
    cluster.start(Fragments.order(graph, RecoverySettings.DEFAULT));
  }

  /** The running attempt of a task. */
  private ProducerAttempt running(int fragment, int task) {
    return cluster.running.keySet().stream()
        .filter(attempt -> attempt.exchange() == fragment && attempt.producer() == task)
        .findFirst()
        .orElseThrow(() -> new AssertionError("task " + task + " does not run"));
  }

  private void complete(int fragment, int task) {
    cluster.complete(running(fragment, task));
  }

  /** The workers of the tasks of a fragment that run. */
  private Map<Integer, String> places(int fragment) {
    var places = new HashMap<Integer, String>();
    cluster.running.forEach((attempt, launched) -> {
      if (attempt.exchange() == fragment) {
        places.put(attempt.producer(), launched.worker());
      }
    });
    return places;
  }

  /** Tasks that read a table, whose rows one more task puts together. */
  private static FragmentGraph scans(int tasks) {
    return new FragmentGraph(
        List.of(
            Fragments.scan(0, tasks, "t", new Partitioning.Single()),
            Fragments.fragment(1, 1, List.of(0), new Partitioning.Single(), true)),
        List.of(1),
        List.of(),
        List.of());
  }

  private void finish() {
    complete(1, 0);
    assertThat(cluster.read()).isTrue();
    assertThat(cluster.finished).isTrue();
  }

  @Test
  void aReaderGoesToTheWorkerThatHoldsItsBlocksAndNotToTheIdlest() {
    String holder = cluster.join(2);
    start(Fragments.two(2, 1));
    String idle = cluster.join(8);
    complete(0, 0);
    complete(0, 1);
    assertThat(cluster.state.workers().get(idle)).isNotNull();
    assertThat(places(1)).isEqualTo(Map.of(0, holder));
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void ofSeveralHoldersItGoesToTheOneWithMost(long seed) {
    var random = new SplittableRandom(seed);
    int workers = 2 + random.nextInt(3);
    for (int i = 0; i < workers; i++) {
      cluster.join(20);
    }
    int partitions = 1 + random.nextInt(6);
    start(Fragments.two(workers + random.nextInt(8), partitions));
    List.copyOf(cluster.running.keySet()).forEach(cluster::complete);
    QueryState query = Objects.requireNonNull(cluster.state.queries().get("q"));
    assertThat(places(1)).isNotEmpty();
    places(1)
        .forEach((task, worker) -> {
          Map<String, Long> bytes = query.inputBytes(new TaskKey(1, task));
          long most = bytes.values().stream().max(Comparator.naturalOrder()).orElseThrow();
          assertThat(bytes.get(worker))
              .as("seed %s, task %s of %s", seed, task, bytes)
              .isEqualTo(most);
        });
  }

  @Test
  void aPieceOfATableGoesToTheWorkerThatReadItBefore() {
    String small = cluster.join(1);
    start(scans(3));
    String large = cluster.join(2);
    Map<Integer, String> before = places(0);
    assertThat(before).isEqualTo(Map.of(0, small, 1, large, 2, large));
    before.keySet().forEach(task -> complete(0, task));
    finish();
    // It has more free slots than the others.
    String fresh = cluster.join(9);
    start(scans(3));
    assertThat(places(0)).isEqualTo(before).doesNotContainValue(fresh);
    // Of another table nothing was read yet: an empty worker is as good as any.
    before.keySet().forEach(task -> complete(0, task));
    finish();
    start(
        new FragmentGraph(
            List.of(Fragments.scan(0, 3, "other", new Partitioning.Single())),
            List.of(0),
            List.of(),
            List.of()));
    assertThat(places(0)).containsValue(fresh);
  }

  @Test
  void aFreeSlotTakesATaskOfItsOwnBeforeOneOfAnotherWorker() {
    List<String> workers = List.of(cluster.join(1), cluster.join(1));
    start(scans(4));
    var before = new HashMap<Integer, String>();
    for (int task = 0; task < 4; task++) {
      before.putAll(places(0));
      complete(0, task);
    }
    assertThat(before.values()).containsAll(workers);
    finish();

    start(scans(4));
    int firstDone = 1;
    String free = before.get(firstDone);
    complete(0, firstDone);
    int next =
        before.entrySet().stream()
            .filter(entry -> entry.getKey() > 1 && entry.getValue().equals(free))
            .map(Entry::getKey)
            .findFirst()
            .orElseThrow();
    assertThat(places(0)).containsEntry(next, free).containsKey(0).hasSize(2);
    // Nothing of its own is left, so it takes what waits for the other one.
    complete(0, next);
    int last = 5 - next;
    assertThat(before.get(last)).isNotEqualTo(free);
    assertThat(places(0)).containsEntry(last, free).containsKey(0).hasSize(2);
  }

  @Test
  void whereOneWorkerHoldsAllTheOthersAreNotLeftIdle() {
    cluster.join(2);
    start(Fragments.two(2, 4));
    String idle = cluster.join(2);
    complete(0, 0);
    complete(0, 1);
    assertThat(cluster.running).hasSize(4);
    assertThat(places(1).values()).filteredOn(idle::equals).hasSize(2);
  }
}
