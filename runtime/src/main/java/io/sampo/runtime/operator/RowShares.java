package io.sampo.runtime.operator;

import java.util.ArrayList;
import java.util.List;

/** Cuts rows into few shares of about the same size, in order. */
final class RowShares {
  private RowShares() {}

  /** The shares, at least one; the spreading is limited. */
  static List<RowSet.Part> of(RowSet rows, Spreading spreading) {
    int most = spreading.tasks();
    long wished = Math.max(spreading.rows(), Math.ceilDiv(Math.max(1, rows.count()), most));
    var shares = new ArrayList<RowSet.Part>();
    var share = new ArrayList<RowSet.Part>();
    long taken = 0;
    for (RowSet.Part part : rows.parts()) {
      for (RowSet.Part piece : part.count() > wished ? part.split(wished) : List.of(part)) {
        if (!share.isEmpty() && taken + piece.count() > wished && shares.size() < most - 1) {
          shares.add(joined(share));
          share.clear();
          taken = 0;
        }
        share.add(piece);
        taken += piece.count();
      }
    }
    shares.add(joined(share));
    return shares;
  }

  private static RowSet.Part joined(List<RowSet.Part> parts) {
    return parts.size() == 1 ? parts.getFirst() : new RangedPart(parts, 0, Long.MAX_VALUE);
  }
}
