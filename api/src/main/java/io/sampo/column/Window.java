package io.sampo.column;

/**
 * Where window specifications start: {@code
 * Window.partitionBy("store").orderBy(col("day")).rowsBetween(-6, Window.currentRow())}.
 *
 * <p>Without a frame, a window with an ordering reaches from the partition's first row to the
 * current row and its peers, one without covers the partition.
 */
public final class Window {
  private Window() {}

  /** The first row of the partition. */
  public static long unboundedPreceding() {
    return Long.MIN_VALUE;
  }

  /** The last row of the partition. */
  public static long unboundedFollowing() {
    return Long.MAX_VALUE;
  }

  /** The current row. */
  public static long currentRow() {
    return 0;
  }

  public static WindowSpecification partitionBy(Column... columns) {
    return WindowSpecification.EMPTY.partitionBy(columns);
  }

  public static WindowSpecification partitionBy(String... columns) {
    return WindowSpecification.EMPTY.partitionBy(columns);
  }

  public static WindowSpecification orderBy(Column... columns) {
    return WindowSpecification.EMPTY.orderBy(columns);
  }

  public static WindowSpecification orderBy(String... columns) {
    return WindowSpecification.EMPTY.orderBy(columns);
  }

  public static WindowSpecification rowsBetween(long start, long end) {
    return WindowSpecification.EMPTY.rowsBetween(start, end);
  }

  public static WindowSpecification rangeBetween(long start, long end) {
    return WindowSpecification.EMPTY.rangeBetween(start, end);
  }
}
