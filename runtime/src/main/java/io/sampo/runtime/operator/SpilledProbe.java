package io.sampo.runtime.operator;

import io.sampo.codegen.emit.PipelineCompiler;
import io.sampo.codegen.row.RowLayout;
import io.sampo.physical.Sink;
import io.sampo.runtime.join.FlowCut;
import io.sampo.runtime.join.RowBlock;
import io.sampo.runtime.work.TaskWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The probe of a hash table on disk: takes the rows of the flow up to it, dealt to the table's
 * partitions, and then joins partition by partition. As many partitions as there is room for are in
 * memory while rows are dealt; theirs are joined then.
 */
final class SpilledProbe implements FlowTarget, AutoCloseable {
  /** A task for no fewer probe bytes, unless the partition has no more. */
  private static final long SMALLEST_SLICE = 8L << 20;

  private final QueryRun query;
  private final QueryContext context;
  private final FlowCut cut;
  private final SpilledBuild build;
  private final Sink sink;
  private final FlowTarget target;
  private final @Nullable SpilledProbe behind;
  private final RowLayout layout;
  private final TreeMap<Integer, DealtPart> parts = new TreeMap<>();
  private final FlowTasks flowTasks;

  /** The target's numbers of the parts into which rows go that are joined while dealing. */
  private final Map<Integer, Integer> residentNumbers = new ConcurrentHashMap<>();

  private @Nullable ResidentPartitions resident;
  private int tasks;

  /**
   * @param cut its steps behind the probe lead to the sink
   * @param sink what the joined rows go to
   * @param target takes the parts of this sink
   * @param behind the target when it is another probe, else null
   */
  SpilledProbe(
      QueryRun query,
      QueryContext context,
      FlowCut cut,
      SpilledBuild build,
      Sink sink,
      FlowTarget target,
      @Nullable SpilledProbe behind) {
    this.query = query;
    this.context = context;
    this.cut = cut;
    this.build = build;
    this.sink = sink;
    this.target = target;
    this.behind = behind;
    this.flowTasks = new FlowTasks(query, context);
    this.layout = Objects.requireNonNull(PipelineCompiler.sinkLayout(cut.rows(), context.ranges()));
  }

  FlowCut cut() {
    return cut;
  }

  Optional<SpilledProbe> behind() {
    return Optional.ofNullable(behind);
  }

  // ---- partitions in memory

  /** Tasks that load those partitions for which there is room. */
  List<TaskWork> loading() {
    if (!anyOrder()) {
      return List.of();
    }
    ResidentPartitions chosen =
        ResidentPartitions.choose(context, build, cut.probe().trackMatches());
    resident = chosen;
    return chosen == null ? List.of() : chosen.loading();
  }

  /**
   * Whether the sink takes rows in any order. How rows are dealt depends on the memory there is, so
   * another attempt at a task may yield them in another order.
   */
  private boolean anyOrder() {
    return switch (sink) {
      case Sink.BuildTable _, Sink.Group _, Sink.SortRows _, Sink.WindowRows _ -> true;
      case Sink.CollectRows _, Sink.Result _, Sink.ExchangeWrite _, Sink.WriteFiles _ -> false;
    };
  }

  /** Tasks that link what was loaded. */
  List<TaskWork> linking() {
    return resident == null ? List.of() : resident.linking();
  }

  private @Nullable ResidentJoin residentJoin(int task) {
    ResidentPartitions partitions = resident;
    if (partitions == null) {
      return null;
    }
    return new ResidentJoin(
        new ResidentJoin.Plan(
            context,
            flowTasks.compiled(cut.rest(), sink),
            partitions,
            flowTasks.tables(cut.behind()),
            target,
            Objects.requireNonNull(residentNumbers.get(task))));
  }

  // ---- the probe side, dealt

  @Override
  public int newTask() {
    if (resident != null) {
      residentNumbers.put(tasks, target.newTask());
    }
    return tasks++;
  }

  @Override
  public SinkPart newPart(int task) {
    return new DealtPart(
        context,
        layout,
        new RowDealer(build.partitions()::of, build.leaves().size()),
        context.spilling().probeBuffer(build.leaves().size()),
        residentJoin(task));
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
    if (resident != null) {
      resident.complete();
    }
    var joining =
        new ArrayList<TaskWork>(build.inMemory().map(this::joiningInMemory).orElse(List.of()));
    for (SpilledBuild.Leaf leaf : build.leaves()) {
      if (!leaf.isInMemory()) {
        slices(rows(leaf)).forEach(slice -> joining.add(joining(leaf, slice, () -> {})));
      }
    }
    return joining;
  }

  /** The partition in memory comes first: without it the others have more room. */
  private List<TaskWork> joiningInMemory(SpilledBuild.Leaf leaf) {
    List<List<RowBlock>> slices = slices(rows(leaf));
    boolean last = query.isProbedOnce(cut.probe().stage());
    if (last && slices.isEmpty()) {
      build.free();
    }
    var left = new AtomicInteger(slices.size());
    Runnable done =
        () -> {
          if (left.decrementAndGet() == 0 && last) {
            build.free();
          }
        };
    return slices.stream().map(slice -> joining(leaf, slice, done)).toList();
  }

  private List<RowBlock> rows(SpilledBuild.Leaf leaf) {
    List<RowBlock> rows = new ArrayList<>();
    synchronized (parts) {
      parts.values().forEach(part -> rows.addAll(part.blocks(leaf.number())));
    }
    return rows;
  }

  private TaskWork joining(SpilledBuild.Leaf leaf, List<RowBlock> rows, Runnable done) {
    return new PartitionJoin(
        new PartitionJoin.Plan(query, context, cut, layout, build, leaf, rows, sink, target, done));
  }

  /** A partition with far more rows to probe than others is joined by several tasks. */
  private List<List<RowBlock>> slices(List<RowBlock> rows) {
    long total = rows.stream().mapToLong(RowBlock::memory).sum();
    long most = Math.max(SMALLEST_SLICE, total / context.settings().partitions());
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
    if (resident != null) {
      resident.close();
    }
  }
}
