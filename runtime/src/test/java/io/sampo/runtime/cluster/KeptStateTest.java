package io.sampo.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.physical.Partitioning;
import io.sampo.physical.fragment.FragmentGraph;
import io.sampo.runtime.cache.RowFigures;
import io.sampo.runtime.cache.SpreadRows;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@NullMarked
final class KeptStateTest {
  private static final int RUNS = 400;
  private static final int READS = 6;

  static LongStream seeds() {
    return LongStream.range(0, RUNS);
  }

  private static QueryOrder kept(FragmentGraph graph) {
    return Fragments.order(
        graph.keeping(new Partitioning.Kept(true, true)), RecoverySettings.DEFAULT);
  }

  private static Optional<ErrorCode> code(Optional<SampoException> error) {
    return error.map(SampoException::code);
  }

  @Test
  void onlyThePartsOfALostWorkerAreMadeAgain() {
    var cluster = new KeptRowsSimulation(new SplittableRandom(3));
    cluster.join();
    cluster.join();
    cluster.join();
    assertThat(cluster.keep(kept(Fragments.two(4, 6)), true, 0)).isEmpty();
    assertThat(cluster.launchesOfKept).isEqualTo(6);
    assertThat(cluster.read(6, 0)).isEmpty();
    cluster.loseHolder();
    // Nobody asks for them.
    assertThat(cluster.launchesOfKept).isEqualTo(6);
    assertThat(cluster.read(3, 0)).isEmpty();
    assertThat(cluster.launchesOfKept).isBetween(7, 9);
    cluster.free();
    assertThat(cluster.isEmpty()).isTrue();
  }

  @Test
  void aCheckpointIsLostWithAPartOfIt() {
    var cluster = new KeptRowsSimulation(new SplittableRandom(3));
    cluster.join();
    cluster.join();
    assertThat(cluster.keep(kept(Fragments.two(2, 4)), false, 0)).isEmpty();
    cluster.loseHolder();
    assertThat(code(cluster.read(4, 0))).contains(ErrorCode.KEPT_ROWS_LOST);
    assertThat(cluster.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void readersSeeTheSameRowsWhateverIsLost(long seed) {
    var random = new SplittableRandom(seed);
    var cluster = new KeptRowsSimulation(random);
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      cluster.join();
    }
    QueryOrder order = kept(Fragments.random(random, random.nextBoolean()));
    int reads = 0;
    for (int round = 0; reads < READS; round++) {
      assertThat(round).as("seed %s", seed).isLessThan(100);
      Optional<ErrorCode> end = code(cluster.keep(order, true, 2));
      while (end.isEmpty() && reads < READS) {
        end = code(cluster.read(1 + random.nextInt(7), reads < READS / 2 ? 3 : 0));
        reads += end.isEmpty() ? 1 : 0;
      }
      // Rows that vary are given up as a whole, and kept anew; so is what was read of them.
      assertThat(end)
          .as("seed %s", seed)
          .isIn(
              Optional.empty(),
              Optional.of(ErrorCode.KEPT_ROWS_LOST),
              Optional.of(ErrorCode.INDETERMINATE_RESULT));
    }
    cluster.free();
    assertThat(cluster.isEmpty()).as("seed %s", seed).isTrue();
  }

  @Test
  void sharesAreAllBlocksInOrderAndWholePartsWhereTheseAreEven() {
    var random = new SplittableRandom(11);
    for (int round = 0; round < 300; round++) {
      var parts = new ArrayList<SpreadRows.Part>();
      var blocks = new ArrayList<String>();
      for (int part = 0; part < 1 + random.nextInt(8); part++) {
        int count = random.nextInt(5);
        parts.add(new SpreadRows.Part(count, count * 100L, count * (1 + random.nextInt(1000))));
        for (int block = 0; block < count; block++) {
          blocks.add(part + "/" + block);
        }
      }
      var rows = rows(parts);
      int tasks = 1 + random.nextInt(12);
      var shared = new ArrayList<String>();
      List<List<SpreadRows.Range>> shares = rows.shares(tasks);
      assertThat(shares).hasSize(tasks);
      shares.forEach(share ->
          share.forEach(range -> {
            for (int block = range.from(); block < range.to(); block++) {
              shared.add(range.part() + "/" + block);
            }
          }));
      assertThat(shared).isEqualTo(blocks);
    }
    List<SpreadRows.Part> even =
        List.of(
            new SpreadRows.Part(10, 1, 1000),
            new SpreadRows.Part(10, 1, 1100),
            new SpreadRows.Part(10, 1, 950));
    assertThat(rows(even).shares(3))
        .containsExactly(
            List.of(new SpreadRows.Range(0, 0, 10)),
            List.of(new SpreadRows.Range(1, 0, 10)),
            List.of(new SpreadRows.Range(2, 0, 10)));
  }

  private static SpreadRows rows(List<SpreadRows.Part> parts) {
    return new SpreadRows(
        "kept", "rows", new StructType(List.of()), new RowFigures(0, List.of()), parts);
  }
}
