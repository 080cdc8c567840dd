package io.sampo.runtime.operator;

import io.sampo.codegen.kernel.Probing;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.table.JoinTable;
import io.sampo.physical.Flow;
import io.sampo.physical.Sink;
import io.sampo.runtime.join.FlowCut;
import io.sampo.runtime.join.PartitionGate;
import io.sampo.runtime.join.Pass;
import io.sampo.runtime.join.Passes;
import io.sampo.runtime.join.RowBlock;
import io.sampo.runtime.work.TaskWork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins rows of one partition with the build side's rows of it: in one pass when these fit into
 * memory, else in the passes that {@link Passes} plans, one after the other.
 */
final class PartitionJoin implements TaskWork {
  private final Plan plan;
  private final List<Pass> passes;
  private final List<Integer> numbers;
  private final FlowTasks flowTasks;
  private final Map<Integer, List<DealtPart>> sets = new HashMap<>();
  private int at;
  private boolean entered;
  private long room;
  private @Nullable FlowTask running;
  private SpilledBuild.@Nullable Loaded loaded;

  /**
   * What is joined.
   *
   * @param layout of the rows to probe
   * @param rows to probe
   * @param sink what rows that go onward go to
   * @param target takes parts of this sink
   * @param done told, once, that the rows are joined
   */
  record Plan(
      QueryRun query,
      QueryContext context,
      FlowCut cut,
      RowLayout layout,
      SpilledBuild build,
      SpilledBuild.Leaf leaf,
      List<RowBlock> rows,
      Sink sink,
      FlowTarget target,
      Runnable done) {
    private List<Pass> passes() {
      return Passes.of(cut, leaf.parts().size());
    }

    /** A number among the target's tasks for each pass that sends rows onward. */
    private List<Integer> numbers(List<Pass> passes) {
      return passes.stream()
          .map(pass -> pass.to() instanceof Pass.Target.Onward ? target.newTask() : -1)
          .toList();
    }
  }

  PartitionJoin(Plan plan) {
    this.plan = plan;
    this.passes = plan.passes();
    this.numbers = plan.numbers(passes);
    this.flowTasks = new FlowTasks(plan.query(), plan.context());
  }

  private PartitionJoin(PartitionJoin before) {
    this.plan = before.plan;
    this.passes = before.passes;
    this.numbers = before.numbers;
    this.flowTasks = before.flowTasks;
  }

  @Override
  public Status runSlice(long deadlineNanos, Runnable waker) {
    if (!entered && !enter(waker)) {
      return Status.WAITING;
    }
    if (running == null) {
      running = task(passes.get(at));
    }
    Status status = running.runSlice(deadlineNanos, waker);
    if (status != Status.DONE) {
      return status;
    }
    running = null;
    if (++at < passes.size()) {
      return Status.RUNNING;
    }
    free();
    plan.done().run();
    return Status.DONE;
  }

  /** The room for the largest part is held until the end. */
  private boolean enter(Runnable waker) {
    plan.context().checkCancelled();
    room = plan.leaf().parts().stream().mapToLong(SpilledBuild.Part::memory).max().orElse(0);
    entered = plan.context().spilling().gate().enter(this, room, waker);
    return entered;
  }

  private void leave() {
    PartitionGate gate = plan.context().spilling().gate();
    if (entered) {
      entered = false;
      gate.leave(room);
    } else {
      gate.forget(this);
    }
  }

  private FlowTask task(Pass pass) {
    Flow flow = plan.cut().rows(Passes.steps(plan.cut(), pass));
    QueryContext context = plan.context();
    boolean onward = pass.to() instanceof Pass.Target.Onward;
    Sink sink = onward ? plan.sink() : plan.cut().sameRows();
    int number = numbers.get(at);
    return new FlowTask(
        new FlowTask.Parts(
            context,
            flowTasks.compiled(flow, sink),
            () -> new SpilledInput(rows(pass.from()), plan.layout(), context),
            () -> joins(pass),
            () -> onward ? plan.target().newPart(number) : newKept(),
            part -> publish(pass.to(), number, part)));
  }

  private List<RowBlock> rows(int set) {
    if (set == Pass.ALL) {
      return plan.rows();
    }
    var blocks = new ArrayList<RowBlock>();
    sets.getOrDefault(set, List.of()).forEach(part -> blocks.addAll(part.blocks(0)));
    return blocks;
  }

  private DealtPart newKept() {
    QueryContext context = plan.context();
    return new DealtPart(context, plan.layout(), RowDealer.ONE, context.spilling().probeBuffer(1));
  }

  private void publish(Pass.Target to, int number, SinkPart part) {
    switch (to) {
      case Pass.Target.Onward onward -> plan.target().publish(number, part);
      case Pass.Target.Kept kept ->
          sets.computeIfAbsent(kept.set(), set -> new ArrayList<>()).add((DealtPart) part);
      case Pass.Target.Refused refused -> {
        boolean none = ((DealtPart) part).blocks(0).isEmpty();
        part.close();
        Probing.requireSingle(none ? 0 : 1);
      }
    }
  }

  // ---- the build side

  private Joins joins(Pass pass) {
    var tables = new ArrayList<JoinTable>();
    var own = new ArrayList<JoinTable>();
    for (Pass.PartProbe probe : pass.probes()) {
      if (probe.part() == Pass.PartProbe.NOTHING) {
        JoinTable nothing = plan.build().nothing();
        own.add(nothing);
        tables.add(nothing);
      } else {
        tables.add(load(probe.part()));
      }
    }
    tables.addAll(flowTasks.tables(pass.steps()));
    return new Joins(tables, () -> own.forEach(JoinTable::close));
  }

  private JoinTable load(int number) {
    return switch (plan.leaf().parts().get(number)) {
      case SpilledBuild.Part.InMemory kept -> kept.table();
      case SpilledBuild.Part.OnDisk part -> load(part);
    };
  }

  private JoinTable load(SpilledBuild.Part.OnDisk part) {
    if (loaded != null && loaded.part() == part) {
      return loaded.table();
    }
    unload();
    SpilledBuild.Loaded now = plan.build().load(part, plan.cut().probe().trackMatches());
    loaded = now;
    return now.table();
  }

  private void unload() {
    if (loaded != null) {
      loaded.close();
      loaded = null;
    }
  }

  private void free() {
    unload();
    sets.values().forEach(parts -> parts.forEach(DealtPart::close));
    sets.clear();
    leave();
  }

  // ---- as a task

  @Override
  public String input() {
    return "partition " + plan.leaf().number() + " of a join";
  }

  @Override
  public void abandon() {
    if (running != null) {
      running.abandon();
      running = null;
    }
    free();
  }

  @Override
  public TaskWork retry() {
    return new PartitionJoin(this);
  }

  @Override
  public Progress progress() {
    return Progress.NONE;
  }
}
