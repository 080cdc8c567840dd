package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.SortOrder;
import io.sampo.plan.expression.WindowFrame;
import java.util.List;

/** Finds the frame of every row of a partition: places from one to before another. */
final class WindowFrames {
  private final WindowFrame frame;
  private final FrameEdge lower;
  private final FrameEdge upper;

  WindowFrames(WindowFrame frame, List<SortOrder> order, RowLayout layout) {
    this.frame = frame;
    this.lower = lower(frame, order, layout);
    this.upper = upper(frame, order, layout);
  }

  private static FrameEdge lower(WindowFrame frame, List<SortOrder> order, RowLayout layout) {
    if (frame.lower().isEmpty()) {
      return new FrameEdge.ByRows(place -> 0);
    }
    long distance = frame.lower().getAsLong();
    if (frame.rows()) {
      return new FrameEdge.ByRows(place -> FrameEdge.saturatedAdd(place, distance));
    }
    return distance == 0
        ? new FrameEdge.ByPeers(false)
        : new FrameEdge.ByKey(key(order, layout), order.getFirst(), distance, false);
  }

  private static FrameEdge upper(WindowFrame frame, List<SortOrder> order, RowLayout layout) {
    if (frame.upper().isEmpty()) {
      return new FrameEdge.ByRows(place -> Long.MAX_VALUE);
    }
    long distance = frame.upper().getAsLong();
    if (frame.rows()) {
      return new FrameEdge.ByRows(place -> FrameEdge.saturatedAdd(place + 1, distance));
    }
    return distance == 0
        ? new FrameEdge.ByPeers(true)
        : new FrameEdge.ByKey(key(order, layout), order.getFirst(), distance, true);
  }

  private static RowLayout.Field key(List<SortOrder> order, RowLayout layout) {
    var column = (ColumnReference) order.getFirst().expression();
    return layout.fields().stream()
        .filter(field -> field.column().id() == column.id())
        .findFirst()
        .orElseThrow();
  }

  /** Whether every frame starts with the partition. */
  boolean fromStart() {
    return frame.lower().isEmpty();
  }

  /** Whether every frame ends with the partition. */
  boolean toEnd() {
    return frame.upper().isEmpty();
  }

  /** Begins with another partition. */
  void start(WindowPartition partition) {
    lower.start(partition);
    upper.start(partition);
  }

  /** The first place of the frame of the row at a place. */
  long from(long place) {
    return lower.at(place);
  }

  /** The place behind the frame of the row at a place; its first one when the frame is empty. */
  long to(long place) {
    return Math.max(upper.at(place), fromStart() ? 0 : lower.at(place));
  }
}
