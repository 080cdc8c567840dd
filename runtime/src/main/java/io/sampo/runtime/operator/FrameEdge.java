package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.vector.Memory;
import io.sampo.error.SampoException;
import io.sampo.plan.expression.SortOrder;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One end of the frames of a partition's rows: never goes back from row to row, and is found fast
 * for a place next to the one asked for before. Used by one thread.
 */
interface FrameEdge {
  /** Begins with another partition. */
  void start(WindowPartition partition);

  /** Where the frame of the row at a place begins, or the place behind its end. */
  long at(long place);

  /** The sum, or the long that is nearest to it. */
  static long saturatedAdd(long a, long b) {
    long sum = a + b;
    return ((a ^ sum) & (b ^ sum)) < 0 ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
  }

  /** An edge at a distance of rows, or of the whole partition. */
  final class ByRows implements FrameEdge {
    private final LongUnaryOperator edge;
    private long size;

    /**
     * @param edge what may be outside of the partition
     */
    ByRows(LongUnaryOperator edge) {
      this.edge = edge;
    }

    @Override
    public void start(WindowPartition partition) {
      size = partition.size();
    }

    @Override
    public long at(long place) {
      return Math.clamp(edge.applyAsLong(place), 0, size);
    }
  }

  /** The first of a row's peers, or the place behind the last. */
  final class ByPeers implements FrameEdge {
    private final boolean upper;
    private @Nullable WindowPartition partition;
    private long from;
    private long to;

    ByPeers(boolean upper) {
      this.upper = upper;
    }

    @Override
    public void start(WindowPartition fresh) {
      partition = fresh;
      from = 0;
      to = 0;
    }

    @Override
    public long at(long place) {
      WindowPartition rows = WindowPartition.started(partition);
      if (place >= to) {
        from = place;
        while (from > to && rows.isPeerOfPrevious(from)) {
          from--;
        }
        forward(rows, place);
      } else if (place < from) {
        to = place + 1;
        while (to < from && rows.isPeerOfPrevious(to)) {
          to++;
        }
        from = place;
        while (from > 0 && rows.isPeerOfPrevious(from)) {
          from--;
        }
      }
      return upper ? to : from;
    }

    private void forward(WindowPartition rows, long place) {
      to = place + 1;
      while (to < rows.size() && rows.isPeerOfPrevious(to)) {
        to++;
      }
    }
  }

  /** An edge at a distance of the ordering key. Rows without a key have each other as frame. */
  final class ByKey implements FrameEdge {
    private final RowLayout.Field key;
    private final SortOrder sort;
    private final long distance;
    private final boolean upper;
    private @Nullable WindowPartition partition;
    private long first;
    private long behind;
    private long edge;

    ByKey(RowLayout.Field key, SortOrder sort, long distance, boolean upper) {
      this.key = key;
      this.sort = sort;
      this.distance = distance;
      this.upper = upper;
    }

    @Override
    public void start(WindowPartition rows) {
      partition = rows;
      first = 0;
      behind = rows.size();
      while (first < behind && RowFields.isNull(key, rows.row(first))) {
        first++;
      }
      while (behind > first && RowFields.isNull(key, rows.row(behind - 1))) {
        behind--;
      }
      edge = first;
    }

    @Override
    public long at(long place) {
      WindowPartition rows = WindowPartition.started(partition);
      if (place < first) {
        return upper ? first : 0;
      }
      if (place >= behind) {
        return upper ? rows.size() : behind;
      }
      long limit = saturatedAdd(rising(rows.row(place)), distance);
      while (edge < behind && isBefore(rising(rows.row(edge)), limit)) {
        edge++;
      }
      while (edge > first && !isBefore(rising(rows.row(edge - 1)), limit)) {
        edge--;
      }
      return edge;
    }

    private boolean isBefore(long value, long limit) {
      return upper ? value <= limit : value < limit;
    }

    /** The key as a number that rises in the window's order. */
    private long rising(long row) {
      long address = row + key.offset();
      long value =
          switch (key.layout()) {
            case BYTE -> Memory.getByte(address);
            case SHORT -> Memory.getShort(address);
            case INT -> Memory.getInt(address);
            case LONG -> Memory.getLong(address);
            case INT128 -> narrow(Memory.getLong(address), Memory.getLong(address + 8));
            case FLOAT, DOUBLE, VIEW ->
                throw SampoException.unsupported(
                    "RANGE with a distance over a key of type " + key.column().type().sql(),
                    "Order by a whole number or date.",
                    null);
          };
      return sort.ascending() ? value : ~value;
    }

    private static long narrow(long low, long high) {
      if (high != low >> 63) {
        throw SampoException.unsupported(
            "RANGE with a distance over a decimal of more than 18 digits",
            "Order by a narrower decimal.",
            null);
      }
      return low;
    }
  }
}
