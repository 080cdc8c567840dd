package io.sampo.spec;

import java.util.List;
import java.util.Optional;

/** Partitioning, ordering and frame of a window function. */
public record WindowSpec(
    List<Expression> partitionBy, List<SortKey> orderBy, Optional<Frame> frame) {
  public WindowSpec {
    partitionBy = List.copyOf(partitionBy);
    orderBy = List.copyOf(orderBy);
  }

  /** Which rows of the partition a row sees. */
  public record Frame(Unit unit, Bound lower, Bound upper) {}

  /** Rows counted, or values of the ordering key. */
  public enum Unit {
    ROWS,
    RANGE
  }

  /** An edge of a frame. */
  public sealed interface Bound {
    /** The partition's start (as a lower bound) or end (as an upper one). */
    record Unbounded() implements Bound {}

    /** The current row and, with RANGE, its peers. */
    record CurrentRow() implements Bound {}

    /** A constant distance; negative means before the current row. */
    record Offset(Expression distance) implements Bound {}
  }
}
