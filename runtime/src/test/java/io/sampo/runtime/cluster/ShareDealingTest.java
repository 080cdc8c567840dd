package io.sampo.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.physical.fragment.TaskShare;
import io.sampo.runtime.exchange.PartitionSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which partitions tasks read follows from sizes. */
@NullMarked
final class ShareDealingTest {
  private static final long MEGABYTE = 1 << 20;

  /** Sizes of what some producers wrote, without rows. */
  private static PartitionSizes sizes(boolean divisible, long[]... producers) {
    var sizes = new PartitionSizes(producers[0].length);
    for (long[] producer : producers) {
      var written = new ArrayList<PartitionSummary>();
      for (int i = 0; i < producer.length; i++) {
        written.add(new PartitionSummary(i, 1, 0, producer[i], 0));
      }
      sizes.add(written, divisible);
    }
    return sizes;
  }

  private static AdaptiveSettings settings(long bytes, int slots) {
    return new AdaptiveSettings(true, bytes, 5, slots, 0);
  }

  @Test
  void littleIsOneTask() {
    assertThat(ShareDealing.deal(sizes(false, new long[] {100, 0, 7, 3}), settings(MEGABYTE, 4)))
        .containsExactly(TaskShare.of(0, 4));
    assertThat(ShareDealing.deal(sizes(false, new long[] {0, 0}), settings(MEGABYTE, 4)))
        .containsExactly(TaskShare.of(0, 2));
  }

  @Test
  void whatIsWorthItIsATaskForEachSlot() {
    long[] even = LongStream.generate(() -> 2 * MEGABYTE).limit(8).toArray();
    assertThat(ShareDealing.deal(sizes(false, even), settings(64 * MEGABYTE, 2)))
        .containsExactly(TaskShare.of(0, 4), TaskShare.of(4, 8));
  }

  @Test
  void muchIsManyTasks() {
    long[] even = LongStream.generate(() -> 16 * MEGABYTE).limit(8).toArray();
    assertThat(ShareDealing.deal(sizes(false, even), settings(32 * MEGABYTE, 2))).hasSize(4);
    assertThat(ShareDealing.deal(sizes(false, even), settings(MEGABYTE, 2))).hasSize(8);
  }

  @Test
  void aLargePartitionIsATaskOfItsOwn() {
    long[] skewed = {1, 1, 50, 1, 1};
    assertThat(ShareDealing.deal(sizes(false, skewed), settings(10, 1)))
        .containsExactly(TaskShare.of(0, 2), TaskShare.of(2, 3), TaskShare.of(3, 5));
  }

  @Test
  void aLargePartitionIsSplitByItsProducersWhereItMayBe() {
    long[] a = {1, 1, 20, 1, 1};
    long[] b = {1, 1, 10, 1, 1};
    long[] c = {1, 1, 10, 1, 1};
    assertThat(ShareDealing.deal(sizes(true, a, b, c), settings(20, 1)))
        .containsExactly(
            TaskShare.of(0, 2),
            new TaskShare(2, 3, 0, 1),
            new TaskShare(2, 3, 1, TaskShare.ALL),
            TaskShare.of(3, 5));
    assertThat(ShareDealing.deal(sizes(false, a, b, c), settings(20, 1)))
        .noneMatch(TaskShare::isPiece);
  }

  @Test
  void whatIsLargeLikeAllOthersIsNotSplit() {
    long[] even = {30, 30, 30, 30};
    assertThat(ShareDealing.deal(sizes(true, even, even), settings(10, 1)))
        .isEqualTo(ShareDealing.fixed(4));
  }

  @Test
  void aNumberThatWasChosenIsKept() {
    var chosen = new AdaptiveSettings(false, 100, 5, 4, 0);
    assertThat(ShareDealing.deal(sizes(true, new long[] {1, 0, 2, 99}), chosen))
        .isEqualTo(ShareDealing.fixed(4));
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  /** Each row is read by one task, in the order of partitions and then of producers. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everythingIsReadOnce(long seed) {
    var random = new SplittableRandom(seed);
    int partitions = 1 + random.nextInt(20);
    long[][] producers = new long[1 + random.nextInt(6)][];
    for (int i = 0; i < producers.length; i++) {
      producers[i] =
          random
              .longs(partitions, 0, 100)
              .map(size -> size % 7 == 0 ? 1000 * size : size % 5 == 0 ? 0 : size)
              .toArray();
    }
    var settings =
        new AdaptiveSettings(
            random.nextBoolean(), 1 + random.nextInt(5000), 1 + random.nextInt(5), 3, 0);
    List<TaskShare> shares = ShareDealing.deal(sizes(random.nextBoolean(), producers), settings);
    var read = new ArrayList<List<Integer>>();
    for (TaskShare share : shares) {
      for (int i = share.from(); i < share.to(); i++) {
        for (int producer = share.firstProducer();
            producer < Math.min(producers.length, share.endProducer());
            producer++) {
          read.add(List.of(i, producer));
        }
      }
    }
    var all = new ArrayList<List<Integer>>();
    for (int i = 0; i < partitions; i++) {
      for (int producer = 0; producer < producers.length; producer++) {
        all.add(List.of(i, producer));
      }
    }
    assertThat(read).as("seed %s", seed).isEqualTo(all);
  }
}
