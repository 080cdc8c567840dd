package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.physical.Sink;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.runtime.work.TaskWork;
import java.util.ArrayList;
import java.util.List;

/**
 * Deals the rows out by partition, then orders each bucket and computes window functions over it.
 */
final class WindowSink implements SinkRun {
  /** Up to so many rows one task computes all. */
  private static final long FEW = 20_000;

  private enum Phase {
    SCATTER,
    COMPUTE,
    PUBLISH,
    DONE
  }

  private final int stage;
  private final QueryRun query;
  private final Sink.WindowRows sink;
  private final RowLayout layout;
  private final WindowComputation computation;
  private final List<RowsPart> results = new ArrayList<>();
  private long[][][] scattered = new long[0][][];
  private int buckets = 1;
  private Phase phase = Phase.SCATTER;

  WindowSink(int stage, QueryRun query, Sink.WindowRows sink, RowLayout layout) {
    this.stage = stage;
    this.query = query;
    this.sink = sink;
    this.layout = layout;
    this.computation = new WindowComputation(sink, layout, query.context());
  }

  @Override
  public SinkPart newPart(int task) {
    return new RowsPart(layout.width(), Long.MAX_VALUE, query.context().allocator());
  }

  @Override
  public boolean sharesInput() {
    return false;
  }

  @Override
  public List<TaskWork> nextPhase(List<SinkPart> parts) {
    return switch (phase) {
      case SCATTER -> {
        phase = Phase.COMPUTE;
        yield scatter(parts);
      }
      case COMPUTE -> {
        phase = Phase.PUBLISH;
        yield compute();
      }
      case PUBLISH -> {
        phase = Phase.DONE;
        List<RowSet.Part> rows = new ArrayList<>();
        results.forEach(result -> rows.add(RowSet.Pages.all(result.rows())));
        query.publish(stage, new StageOutput.Rows(new RowSet(rows), List.copyOf(results)));
        yield List.of();
      }
      case DONE -> List.of();
    };
  }

  private List<TaskWork> scatter(List<SinkPart> parts) {
    long count = parts.stream().mapToLong(part -> ((RowsPart) part).rows().count()).sum();
    boolean partitioned = sink.partitionBy().stream().anyMatch(ColumnReference.class::isInstance);
    buckets = partitioned && count > FEW ? Math.max(2, query.context().settings().partitions()) : 1;
    scattered = new long[parts.size()][][];
    var tasks = new ArrayList<TaskWork>();
    for (int i = 0; i < parts.size(); i++) {
      int part = i;
      tasks.add(
          new Work(
              () -> scattered[part] = computation.scatter((RowsPart) parts.get(part), buckets)));
    }
    return tasks.isEmpty() ? List.of(new Work(() -> {})) : tasks;
  }

  private List<TaskWork> compute() {
    int width = WindowComputation.output(sink, query.context()).width();
    var tasks = new ArrayList<TaskWork>();
    for (int i = 0; i < buckets; i++) {
      int bucket = i;
      var result = new RowsPart(width, Long.MAX_VALUE, query.context().allocator());
      results.add(result);
      tasks.add(Work.once(() -> computation.run(rows(bucket), result.rows())));
    }
    return tasks;
  }

  private long[] rows(int bucket) {
    int total = 0;
    for (long[][] part : scattered) {
      total = Math.addExact(total, part[bucket].length);
    }
    long[] rows = new long[total];
    int at = 0;
    for (long[][] part : scattered) {
      System.arraycopy(part[bucket], 0, rows, at, part[bucket].length);
      at += part[bucket].length;
    }
    return rows;
  }

  @Override
  public void close() {
    results.forEach(RowsPart::close);
  }
}
