package io.sampo.runtime.operator;

import io.sampo.codegen.emit.PipelineCompiler;
import io.sampo.codegen.row.RowLayout;
import io.sampo.physical.Sink;
import io.sampo.runtime.join.FlowCut;
import io.sampo.runtime.join.RowBlock;
import io.sampo.runtime.work.TaskWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The probe of a hash table on disk: takes the rows of the flow up to it, dealt to the table's
 * partitions, and then joins partition by partition.
 */
final class SpilledProbe implements FlowTarget, AutoCloseable {
  /** A task for no fewer probe bytes, unless the partition has no more. */
  private static final long SMALLEST_SLICE = 8L << 20;

  private final QueryRun query;
  private final FlowCut cut;
  private final SpilledBuild build;
  private final Sink sink;
  private final FlowTarget target;
  private final @Nullable SpilledProbe behind;
  private final RowLayout layout;
  private final TreeMap<Integer, DealtPart> parts = new TreeMap<>();
  private int tasks;

  /**
   * @param cut its steps behind the probe lead to the sink
   * @param sink what the joined rows go to
   * @param target takes the parts of this sink
   * @param behind the target when it is another probe, else null
   */
  SpilledProbe(
      QueryRun query,
      FlowCut cut,
      SpilledBuild build,
      Sink sink,
      FlowTarget target,
      @Nullable SpilledProbe behind) {
    this.query = query;
    this.cut = cut;
    this.build = build;
    this.sink = sink;
    this.target = target;
    this.behind = behind;
    this.layout =
        Objects.requireNonNull(PipelineCompiler.sinkLayout(cut.rows(), query.context().ranges()));
  }

  FlowCut cut() {
    return cut;
  }

  Optional<SpilledProbe> behind() {
    return Optional.ofNullable(behind);
  }

  // ---- the probe side, dealt

  @Override
  public int newTask() {
    return tasks++;
  }

  @Override
  public SinkPart newPart(int task) {
    return new DealtPart(
        query.context(),
        layout,
        new RowDealer(build.partitions()::of, build.leaves().size()),
        query.context().spilling().probeBuffer(build.leaves().size()));
  }

  @Override
  public boolean sharesInput() {
    return true;
  }

  @Override
  public void publish(int task, SinkPart part) {
    synchronized (parts) {
      SinkPart before = parts.put(task, (DealtPart) part);
      if (before != null) {
        before.close();
      }
    }
  }

  // ---- joining

  /** The tasks that join the partitions; called when all rows are dealt. */
  List<TaskWork> tasks() {
    var joining = new ArrayList<TaskWork>();
    for (SpilledBuild.Leaf leaf : build.leaves()) {
      List<RowBlock> rows = new ArrayList<>();
      synchronized (parts) {
        parts.values().forEach(part -> rows.addAll(part.blocks(leaf.number())));
      }
      slices(rows).forEach(slice -> joining.add(joining(leaf, slice)));
    }
    return joining;
  }

  private TaskWork joining(SpilledBuild.Leaf leaf, List<RowBlock> rows) {
    return new PartitionJoin(
        new PartitionJoin.Plan(query, cut, layout, build, leaf, rows, sink, target));
  }

  /** A partition with far more rows to probe than others is joined by several tasks. */
  private List<List<RowBlock>> slices(List<RowBlock> rows) {
    long total = rows.stream().mapToLong(RowBlock::memory).sum();
    long most = Math.max(SMALLEST_SLICE, total / query.context().settings().partitions());
    var slices = new ArrayList<List<RowBlock>>();
    List<RowBlock> slice = new ArrayList<>();
    long size = 0;
    for (RowBlock block : rows) {
      slice.add(block);
      size += block.memory();
      if (size >= most) {
        slices.add(slice);
        slice = new ArrayList<>();
        size = 0;
      }
    }
    if (!slice.isEmpty()) {
      slices.add(slice);
    }
    return slices;
  }

  @Override
  public void close() {
    synchronized (parts) {
      parts.values().forEach(SinkPart::close);
      parts.clear();
    }
  }
}
