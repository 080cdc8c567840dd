package io.sampo.column;

import io.sampo.error.ErrorCode;
import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.spec.Expression;
import io.sampo.spec.TextParser;
import io.sampo.spec.WindowSpec;
import io.sampo.types.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which rows a window function sees for each row; see {@link Window}. Immutable: every method
 * yields a changed copy.
 */
public final class WindowSpecification {
  static final WindowSpecification EMPTY =
      new WindowSpecification(List.of(), List.of(), Optional.empty());

  private final List<Column> partitionBy;
  private final List<Column> orderBy;
  private final Optional<WindowSpec.Frame> frame;

  private WindowSpecification(
      List<Column> partitionBy, List<Column> orderBy, Optional<WindowSpec.Frame> frame) {
    this.partitionBy = List.copyOf(partitionBy);
    this.orderBy = List.copyOf(orderBy);
    this.frame = frame;
  }

  /** Rows with equal values in these columns form a partition. */
  public WindowSpecification partitionBy(Column... columns) {
    return new WindowSpecification(List.of(columns), orderBy, frame);
  }

  /** Rows with equal values in these columns form a partition. */
  public WindowSpecification partitionBy(String... columns) {
    return new WindowSpecification(columns(columns), orderBy, frame);
  }

  /** The order of rows in a partition. */
  public WindowSpecification orderBy(Column... columns) {
    return new WindowSpecification(partitionBy, List.of(columns), frame);
  }

  /** The order of rows in a partition. */
  public WindowSpecification orderBy(String... columns) {
    return new WindowSpecification(partitionBy, columns(columns), frame);
  }

  /**
   * The frame counted in rows: -1 is the row before the current one.
   *
   * @param start first row, {@link Window#unboundedPreceding()} for the partition's first
   * @param end last row, {@link Window#unboundedFollowing()} for the partition's last
   */
  public WindowSpecification rowsBetween(long start, long end) {
    return framed(WindowSpec.Unit.ROWS, start, end);
  }

  /** The frame counted in values of the one ordering column; bounds as for {@link #rowsBetween}. */
  public WindowSpecification rangeBetween(long start, long end) {
    return framed(WindowSpec.Unit.RANGE, start, end);
  }

  private WindowSpecification framed(WindowSpec.Unit unit, long start, long end) {
    if (start > end) {
      throw new SampoException(
          ErrorCode.INVALID_ARGUMENT,
          Map.of(
              "value",
              start,
              "parameter",
              "start",
              "details",
              "the frame's start lies behind its end " + end));
    }
    var bounds = new WindowSpec.Frame(unit, bound(unit, start), bound(unit, end));
    return new WindowSpecification(partitionBy, orderBy, Optional.of(bounds));
  }

  private static WindowSpec.Bound bound(WindowSpec.Unit unit, long distance) {
    if (distance == Window.unboundedPreceding() || distance == Window.unboundedFollowing()) {
      return new WindowSpec.Bound.Unbounded();
    }
    if (distance == Window.currentRow()) {
      return new WindowSpec.Bound.CurrentRow();
    }
    boolean small = unit == WindowSpec.Unit.ROWS && distance == (int) distance;
    return new WindowSpec.Bound.Offset(
        small
            ? new Expression.Literal((int) distance, DataType.INTEGER, Origin.NONE)
            : new Expression.Literal(distance, DataType.LONG, Origin.NONE));
  }

  private static List<Column> columns(String... names) {
    return Arrays.stream(names).map(Column::named).toList();
  }

  /** The spec of this window. */
  WindowSpec spec(TextParser parser) {
    return new WindowSpec(
        Column.expressions(partitionBy, parser),
        orderBy.stream().map(column -> column.sortKey(parser)).toList(),
        frame);
  }

  @Override
  public String toString() {
    return (list("PARTITION BY ", partitionBy) + list(" ORDER BY ", orderBy)).strip();
  }

  private static String list(String title, List<Column> columns) {
    return columns.isEmpty()
        ? ""
        : columns.stream().map(Column::toString).collect(Collectors.joining(", ", title, ""));
  }
}
