package io.sampo.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.codegen.vector.BatchSource;
import io.sampo.physical.ValueRange;
import io.sampo.runtime.source.StoredTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullMarked
final class ApartPiecesTest {
  private static final ValueRange NONE = new ValueRange(Long.MAX_VALUE, Long.MIN_VALUE);

  /** A piece of which only bounds are known, or not even those. */
  private record Bounded(String description, @Nullable ValueRange range)
      implements StoredTable.Piece {
    @Override
    public BatchSource open(BufferAllocator allocator, BooleanSupplier cancelled) {
      throw new IllegalStateException("nothing is read");
    }

    @Override
    public Optional<ValueRange> bounds(String column) {
      return Optional.ofNullable(range);
    }
  }

  private static StoredTable.Piece piece(long low, long high) {
    return new Bounded(low + "-" + high, new ValueRange(low, high));
  }

  private static List<String> shares(int tasks, StoredTable.Piece... pieces) {
    var shares = new ArrayList<String>();
    for (int task = 0; task < tasks; task++) {
      shares.add(names(ApartPieces.of(List.of(pieces), "k", task, tasks).pieces()));
    }
    return shares;
  }

  private static String names(List<StoredTable.Piece> pieces) {
    return String.join(" ", pieces.stream().map(StoredTable.Piece::description).toList());
  }

  @Test
  void sharesAreAboutAlike() {
    assertThat(shares(2, piece(1, 2), piece(3, 4), piece(5, 6), piece(7, 8)))
        .containsExactly("1-2 3-4", "5-6 7-8");
    assertThat(shares(3, piece(1, 2), piece(3, 4), piece(5, 6)))
        .containsExactly("1-2", "3-4", "5-6");
  }

  @Test
  void aValueOnBothSidesIsNotCut() {
    assertThat(shares(2, piece(1, 2), piece(3, 5), piece(5, 6), piece(7, 8)))
        .containsExactly("1-2", "3-5 5-6 7-8");
    assertThat(shares(2, piece(1, 9), piece(3, 5), piece(5, 6), piece(10, 11)))
        .containsExactly("1-9 3-5 5-6", "10-11");
    assertThat(shares(2, piece(5, 9), piece(1, 2))).containsExactly("", "5-9 1-2");
  }

  @Test
  void whereNothingIsKnownOneTaskReadsAll() {
    var unknown = new Bounded("?", null);
    assertThat(shares(3, piece(1, 2), unknown, piece(5, 6))).contains("1-2 ? 5-6", "", "");
    assertThat(shares(2)).containsExactly("", "");
    var all = ApartPieces.of(List.of(piece(1, 2), unknown), "k", 0, 1);
    assertThat(all.values()).isEqualTo(new ValueRange(Long.MIN_VALUE, Long.MAX_VALUE));
  }

  @Test
  void piecesWithoutValuesGoAnywhere() {
    var none = new Bounded("none", NONE);
    assertThat(shares(2, piece(1, 2), none, none, piece(3, 4)))
        .containsExactly("1-2 none", "none 3-4");
    assertThat(ApartPieces.of(List.of(none), "k", 0, 1).values()).isEqualTo(NONE);
  }

  @Test
  void nearAreThoseThatMayHoldSomeOfTheValues() {
    var unknown = new Bounded("?", null);
    List<StoredTable.Piece> others =
        List.of(
            piece(0, 4), piece(4, 5), unknown, piece(6, 7), piece(8, 9), new Bounded("n", NONE));
    var share = ApartPieces.of(List.of(piece(5, 6)), "k", 0, 1);
    assertThat(names(share.near(others, "k"))).isEqualTo("4-5 ? 6-7");
    var nothing = ApartPieces.of(List.of(), "k", 0, 1);
    assertThat(names(nothing.near(others, "k"))).isEmpty();
  }
}
