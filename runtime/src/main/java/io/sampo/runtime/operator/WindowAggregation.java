package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Computes an aggregate over frames: in one pass where all frames share an end with the partition,
 * else frame by frame.
 */
final class WindowAggregation implements WindowFunction {
  private final WindowFrames frames;
  private final WindowAggregate aggregate;
  private final FieldWriter writer;
  private final RowLayout alone;
  private @Nullable WindowPartition partition;
  private @Nullable WindowScratch backwards;
  private long added;

  WindowAggregation(WindowFrames frames, WindowAggregate aggregate, FieldWriter writer) {
    this.frames = frames;
    this.aggregate = aggregate;
    this.writer = writer;
    this.alone = RowLayout.of(List.of(writer.field().column()), Map.of());
  }

  @Override
  public void start(WindowPartition fresh) {
    close();
    partition = fresh;
    added = 0;
    aggregate.clear();
    frames.start(fresh);
    if (frames.toEnd()) {
      if (frames.fromStart()) {
        addUpTo(fresh, fresh.size());
      } else {
        shrinking(fresh);
      }
    }
  }

  private void addUpTo(WindowPartition rows, long to) {
    while (added < to) {
      aggregate.add(rows, added++);
    }
  }

  /** From the last row to the first, whose results are wanted the other way round. */
  private void shrinking(WindowPartition rows) {
    WindowScratch results = rows.scratch(alone);
    backwards = results;
    var into = new FieldWriter(alone.fields().getFirst(), results.strings());
    long from = rows.size();
    for (long place = rows.size() - 1; place >= 0; place--) {
      long first = frames.from(place);
      while (from > first) {
        aggregate.add(rows, --from);
      }
      aggregate.write(into, results.add());
    }
  }

  @Override
  public void write(long place, long target) {
    WindowPartition rows = WindowPartition.started(partition);
    if (backwards != null) {
      long result = backwards.row(rows.size() - 1 - place);
      writer.copy(alone.fields().getFirst(), result, target);
      return;
    }
    if (!frames.toEnd()) {
      if (frames.fromStart()) {
        addUpTo(rows, frames.to(place));
      } else {
        frame(rows, frames.from(place), frames.to(place));
      }
    }
    aggregate.write(writer, target);
  }

  private void frame(WindowPartition rows, long from, long to) {
    aggregate.clear();
    for (long place = from; place < to; place++) {
      aggregate.add(rows, place);
    }
  }

  @Override
  public void close() {
    if (backwards != null) {
      backwards.close();
      backwards = null;
    }
  }
}
