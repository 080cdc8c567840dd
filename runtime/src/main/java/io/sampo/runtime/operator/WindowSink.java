package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.physical.Sink;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.runtime.memory.QueryMemory;
import io.sampo.runtime.spill.SpilledRows;
import io.sampo.runtime.work.TaskWork;
import java.util.ArrayList;
import java.util.List;

/**
 * Deals the rows out by partition, then orders each bucket and computes window functions over it.
 */
final class WindowSink implements SinkRun {
  /** Up to so many rows one task computes all. */
  private static final long FEW = 20_000;

  /** Sorting and computing take about so much for a row, beside a copy of it. */
  private static final long WORKING_BYTES = 64;

  /** Memory for a bucket of this size is there in any case. */
  private static final long BUCKET_SHARE = 1 << 20;

  private static final int MOST_BUCKETS = 64;

  /** Where spilling is forced: each bucket has files of its own. */
  private static final int FORCED_BUCKETS = 4;

  private enum Phase {
    SCATTER,
    SPILLED,
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
  private final int spillBuckets;
  private int buckets = 1;
  private Phase phase = Phase.SCATTER;

  WindowSink(int stage, QueryRun query, Sink.WindowRows sink, RowLayout layout) {
    this.stage = stage;
    this.query = query;
    this.sink = sink;
    this.layout = layout;
    this.computation = new WindowComputation(sink, layout, query.context(stage));
    boolean partitioned = sink.partitionBy().stream().anyMatch(ColumnReference.class::isInstance);
    this.spillBuckets = partitioned ? buckets(query.context(stage)) : 1;
  }

  private static int buckets(QueryContext context) {
    return context.settings().forceSpill()
        ? FORCED_BUCKETS
        : Math.clamp(context.memory().limit() / BUCKET_SHARE, 4, MOST_BUCKETS);
  }

  @Override
  public SinkPart newPart(int task) {
    var dealing = new SpillingRows.Dealing("window", spillBuckets, this::spillBucket, false);
    RowsPart rows =
        RowsPart.spilling(dealing, layout, Long.MAX_VALUE, query.context(stage).ofTask(task));
    return wantsLongShares() ? new RankedPart(layout, computation, rows) : rows;
  }

  @Override
  public boolean wantsLongShares() {
    return sink.limit().isPresent() && sink.limit().get().count() <= RankBounds.MOST_RANKS;
  }

  private static List<SinkPart> kept(List<SinkPart> parts) {
    return parts.stream()
        .map(part -> part instanceof RankedPart ranked ? ranked.kept() : part)
        .toList();
  }

  private int spillBucket(long row) {
    return computation.bucket(row, spillBuckets);
  }

  @Override
  public boolean sharesInput() {
    return false;
  }

  @Override
  public List<TaskWork> nextPhase(List<SinkPart> published) {
    List<SinkPart> parts = kept(published);
    return switch (phase) {
      case SCATTER -> {
        if (tooLarge(parts)) {
          phase = Phase.SPILLED;
          yield spillRest(parts);
        }
        phase = Phase.COMPUTE;
        yield scatter(parts);
      }
      case SPILLED -> {
        phase = Phase.DONE;
        publishSpilled(parts);
        yield List.of();
      }
      case COMPUTE -> {
        phase = Phase.PUBLISH;
        yield compute();
      }
      case PUBLISH -> {
        phase = Phase.DONE;
        query.context(stage).memory().release();
        List<RowSet.Part> rows = new ArrayList<>();
        results.forEach(result -> rows.add(RowSet.Pages.all(result.rows())));
        query.publish(stage, new StageOutput.Rows(new RowSet(rows), List.copyOf(results)));
        yield List.of();
      }
      case DONE -> List.of();
    };
  }

  /** Whether the rows are to be computed bucket by bucket from disk. */
  private boolean tooLarge(List<SinkPart> parts) {
    if (parts.stream().anyMatch(part -> ((RowsPart) part).hasSpilled())) {
      return true;
    }
    long held = parts.stream().mapToLong(part -> part.memory().used()).sum();
    long count = parts.stream().mapToLong(part -> ((RowsPart) part).count()).sum();
    QueryMemory memory = query.context(stage).memory();
    long needed = held + WORKING_BYTES * count;
    return held + needed > memory.limit() / 2 || !memory.tryReserve(needed);
  }

  private List<TaskWork> spillRest(List<SinkPart> parts) {
    var tasks = new ArrayList<TaskWork>();
    for (SinkPart part : parts) {
      tasks.add(Work.once(() -> query.context(stage).memory().work(((RowsPart) part)::spill)));
    }
    return tasks;
  }

  private void publishSpilled(List<SinkPart> parts) {
    List<RowSet.Part> rows = new ArrayList<>();
    for (int i = 0; i < spillBuckets; i++) {
      var written = new ArrayList<SpilledRows>();
      for (SinkPart part : parts) {
        if (((RowsPart) part).hasSpilled()) {
          written.add(((RowsPart) part).spilled().get(i));
        }
      }
      rows.add(new SpilledWindow(computation, written, query.context(stage)));
    }
    query.publish(stage, new StageOutput.Rows(new RowSet(rows), parts));
  }

  private List<TaskWork> scatter(List<SinkPart> parts) {
    long count = parts.stream().mapToLong(part -> ((RowsPart) part).rows().count()).sum();
    buckets =
        spillBuckets > 1 && count > FEW
            ? Math.max(2, query.context(stage).settings().partitions())
            : 1;
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
    int width = computation.output().width();
    var tasks = new ArrayList<TaskWork>();
    for (int i = 0; i < buckets; i++) {
      int bucket = i;
      RowsPart result = RowsPart.inMemory(width, "window", query.context(stage));
      results.add(result);
      tasks.add(
          Work.once(() ->
              computation.run(rows(bucket), result.rows(), query.context(stage).allocator())));
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
