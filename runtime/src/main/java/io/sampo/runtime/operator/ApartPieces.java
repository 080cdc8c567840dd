package io.sampo.runtime.operator;

import io.sampo.physical.ValueRange;
import io.sampo.runtime.source.StoredTable;
import java.util.ArrayList;
import java.util.List;

/**
 * What one of several tasks reads of a table that is cut between values of a column: neighbouring
 * pieces, which have no value in common with those of other tasks. All tasks find the same cuts.
 *
 * @param values the bounds of the column in the pieces; where there are none the lower bound is
 *     above the upper one
 */
record ApartPieces(List<StoredTable.Piece> pieces, ValueRange values) {
  private static final ValueRange ANY = new ValueRange(Long.MIN_VALUE, Long.MAX_VALUE);

  ApartPieces {
    pieces = List.copyOf(pieces);
  }

  /**
   * The share of a task. Each cut is at the possible place that is nearest to where shares would be
   * alike, so that some tasks may have nothing to read.
   *
   * @param pieces of the whole table, in order
   */
  static ApartPieces of(List<StoredTable.Piece> pieces, String column, int task, int tasks) {
    List<ValueRange> bounds =
        pieces.stream().map(piece -> piece.bounds(column).orElse(ANY)).toList();
    List<Integer> cuts = cuts(bounds);
    int from = nearest(cuts, (double) pieces.size() * task / tasks);
    int to = nearest(cuts, (double) pieces.size() * (task + 1) / tasks);
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (ValueRange range : bounds.subList(from, to)) {
      least = Math.min(least, range.low());
      most = Math.max(most, range.high());
    }
    return new ApartPieces(pieces.subList(from, to), new ValueRange(least, most));
  }

  /** The places before pieces, and the end, where all values before are less than those behind. */
  private static List<Integer> cuts(List<ValueRange> bounds) {
    int count = bounds.size();
    var behind = new long[count + 1];
    behind[count] = Long.MAX_VALUE;
    for (int i = count - 1; i >= 0; i--) {
      behind[i] = Math.min(behind[i + 1], bounds.get(i).low());
    }
    var cuts = new ArrayList<Integer>();
    cuts.add(0);
    long before = Long.MIN_VALUE;
    for (int i = 1; i < count; i++) {
      before = Math.max(before, bounds.get(i - 1).high());
      if (before < behind[i]) {
        cuts.add(i);
      }
    }
    cuts.add(count);
    return cuts;
  }

  private static int nearest(List<Integer> cuts, double wished) {
    int nearest = cuts.getFirst();
    for (int cut : cuts) {
      if (Math.abs(cut - wished) < Math.abs(nearest - wished)) {
        nearest = cut;
      }
    }
    return nearest;
  }

  /** Those of another table's pieces that may hold some of the values. */
  List<StoredTable.Piece> near(List<StoredTable.Piece> others, String column) {
    if (values.low() > values.high()) {
      return List.of();
    }
    return others.stream()
        .filter(piece -> {
          ValueRange its = piece.bounds(column).orElse(ANY);
          return its.low() <= values.high() && its.high() >= values.low();
        })
        .toList();
  }
}
