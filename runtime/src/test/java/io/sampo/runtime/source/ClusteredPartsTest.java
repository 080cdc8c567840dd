package io.sampo.runtime.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.physical.ValueRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
final class ClusteredPartsTest {
  private static PartBounds part(int start, long min, long max) {
    return new PartBounds("f", start, min, max);
  }

  private static Optional<ValueRange> only(List<PartBounds> parts, int from, int to) {
    return new ClusteredParts(parts).onlyIn("f", from, to);
  }

  @Test
  void sharedBoundsBelongToNobody() {
    List<PartBounds> parts = List.of(part(0, 1, 10), part(1, 10, 20), part(2, 21, 30));
    assertThat(only(parts, 0, 1)).contains(new ValueRange(1, 9));
    assertThat(only(parts, 1, 2)).contains(new ValueRange(11, 20));
    assertThat(only(parts, 0, 2)).contains(new ValueRange(1, 20));
    assertThat(only(parts, 2, 3)).contains(new ValueRange(21, 30));
  }

  @Test
  void nothingIsOwnedWhereAnotherPartReachesOver() {
    List<PartBounds> parts = List.of(part(0, 1, 100), part(1, 20, 30), part(2, 40, 50));
    assertThat(only(parts, 1, 2)).isEmpty();
    assertThat(only(parts, 2, 3)).isEmpty();
    assertThat(only(parts, 0, 1)).contains(new ValueRange(1, 19));
    assertThat(only(parts, 0, 3)).contains(new ValueRange(1, 100));
  }

  @Test
  void equalPartsOwnNothing() {
    List<PartBounds> parts = List.of(part(0, 5, 5), part(1, 5, 5));
    assertThat(only(parts, 0, 1)).isEmpty();
    assertThat(only(parts, 1, 2)).isEmpty();
    assertThat(only(parts, 0, 2)).contains(new ValueRange(5, 5));
  }

  @Test
  void theWholeRangeOfNumbersIsOwned() {
    List<PartBounds> parts = List.of(part(0, Long.MIN_VALUE, 0), part(1, 1, Long.MAX_VALUE));
    assertThat(only(parts, 0, 1)).contains(new ValueRange(Long.MIN_VALUE, 0));
    assertThat(only(parts, 1, 2)).contains(new ValueRange(1, Long.MAX_VALUE));
    assertThat(only(List.of(part(0, Long.MIN_VALUE, 3), part(1, Long.MIN_VALUE, 4)), 0, 1))
        .isEmpty();
  }

  @Test
  void partsOfOtherFilesAndUnknownOnesAreOthers() {
    var parts = List.of(part(0, 1, 10), new PartBounds("g", 0, 5, 7));
    assertThat(only(parts, 0, 1)).contains(new ValueRange(1, 4));
    assertThat(only(parts, 7, 9)).isEmpty();
    assertThat(new ClusteredParts(List.of()).onlyIn("f", 0, Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void whatIsOwnedIsInNoOtherPart() {
    long seed = 20261128;
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      var parts = new ArrayList<PartBounds>();
      int count = 1 + random.nextInt(6);
      for (int i = 0; i < count; i++) {
        long min = random.nextInt(40);
        parts.add(part(i, min, min + random.nextInt(12)));
      }
      int from = random.nextInt(count);
      int to = from + 1 + random.nextInt(count - from);
      Optional<ValueRange> owned = only(parts, from, to);
      if (owned.isPresent()) {
        for (PartBounds part : parts) {
          boolean inside = part.start() >= from && part.start() < to;
          boolean apart = part.max() < owned.get().low() || part.min() > owned.get().high();
          assertThat(inside || apart).as("%s in %s", owned, parts).isTrue();
        }
      }
    }
  }
}
