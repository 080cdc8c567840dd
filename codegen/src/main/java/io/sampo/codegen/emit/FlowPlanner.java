package io.sampo.codegen.emit;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.physical.AggregateState;
import io.sampo.physical.Flow;
import io.sampo.physical.Sink;
import io.sampo.physical.Source;
import io.sampo.physical.Step;
import io.sampo.physical.ValueRange;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.JoinKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a flow into the chain of loops that runs it, and decides what is carried from each to the
 * next.
 */
final class FlowPlanner {
  private final ClassContext context;
  private final FlowShape shape = new FlowShape();
  private final List<LoopPlan> loops = new ArrayList<>();
  private Map<Long, Access> columns = new HashMap<>();
  private List<Expression> conditions = new ArrayList<>();
  private int joins;

  /** Whether so far each row of the source goes on at most once. */
  private boolean single = true;

  FlowPlanner(ClassContext context) {
    this.context = context;
  }

  /** Plans the loops; the last one is the sink's. */
  List<LoopPlan> plan(Flow flow, Sink sink, boolean sourceYieldsRows) {
    source(flow.source(), sourceYieldsRows);
    flow.steps().forEach(this::step);
    sink(sink);
    link();
    return loops;
  }

  private void source(Source source, boolean yieldsRows) {
    List<ColumnReference> output = source.output();
    if (!yieldsRows) {
      for (int i = 0; i < output.size(); i++) {
        columns.put(output.get(i).id(), new Access.Batch(output.get(i), i));
      }
      return;
    }
    Access.Carried pointer = shape.newPointer("source row");
    RowLayout layout = RowLayout.of(output, context.ranges);
    layout
        .fields()
        .forEach(field -> columns.put(field.column().id(), new Access.Row(field, pointer, false)));
  }

  private void step(Step step) {
    switch (step) {
      case Step.FilterRows filter -> conditions.addAll(filter.conditions());
      case Step.DefineColumns define -> define.columns().forEach(this::define);
      case Step.Probe probe -> probe(probe);
      case Step.DropUnmatched drop -> drop(drop);
      case Step.ExpandRows expand -> {
        single = false;
        var loop = new ExpandLoop(shape, columns, takeConditions(), expand, context);
        add(loop, loop.columnsBehind());
      }
      case Step.CountRows count ->
          add(new CountLoop(shape, columns, takeConditions(), count.counter()), columns);
      case Step.GenerateRows generate -> {
        single = false;
        var loop = new GenerateLoop(shape, columns, takeConditions(), generate, context);
        add(loop, loop.columnsBehind());
      }
    }
  }

  private List<Expression> takeConditions() {
    List<Expression> taken = conditions;
    conditions = new ArrayList<>();
    return taken;
  }

  private void define(NamedExpression named) {
    if (named.expression() instanceof ColumnReference column && column.id() == named.id()) {
      return;
    }
    if (!mustBeKept(named.expression())) {
      columns.put(named.id(), new Access.Inline(named.expression()));
      return;
    }
    // A value that is not the same twice is computed once and kept.
    var kept =
        new Access.Carried(
            named.name(), context.stored(named.toReference()), named.expression().nullable());
    var loop = stage(Map.of(kept, named), null);
    var behind = new HashMap<>(columns);
    behind.put(named.id(), new Access.Kept(named.toReference(), kept));
    add(loop, behind);
  }

  private static boolean mustBeKept(Expression expression) {
    return expression.anyMatch(
        part -> part instanceof Call call && !call.function().definition().deterministic());
  }

  private void probe(Step.Probe probe) {
    RowLayout built = RowLayout.of(probe.built(), context.ranges);
    Access.Carried chain = StageLoop.newHash();
    boolean drop =
        probe.kind() == JoinKind.INNER
            || probe.kind() == JoinKind.LEFT_SEMI
            || probe.kind() == JoinKind.RIGHT_OUTER
            || !probe.kind().yieldsLeft();
    List<Boolean> dropNulls = probe.nullSafe().stream().map(safe -> drop && !safe).toList();
    var keys = new StageLoop.Keys(probe.probeKeys(), dropNulls, chain, joins, -1);
    add(stage(Map.of(), keys), columns);
    single = false;
    var loop = new ProbeLoop(shape, columns, probe, joins, built, chain);
    joins++;
    add(loop, loop.columnsBehind());
  }

  /** Positions go on only when the table may hold a partner. */
  private void drop(Step.DropUnmatched drop) {
    List<Boolean> dropNulls = Collections.nCopies(drop.keys().size(), true);
    var keys =
        new StageLoop.Keys(
            List.copyOf(drop.keys()),
            dropNulls,
            StageLoop.newHash(),
            joins++,
            context.buffer(VectorLayout.LONG.bytes()));
    add(stage(Map.of(), keys), columns);
  }

  private StageLoop stage(
      Map<Access.Carried, NamedExpression> computed, StageLoop.@Nullable Keys keys) {
    var loop = new StageLoop(shape, columns, takeConditions(), computed, keys);
    return single ? loop.selecting() : loop;
  }

  private void add(LoopPlan loop, Map<Long, Access> behind) {
    loop.index = loops.size();
    loops.add(loop);
    columns = new HashMap<>(behind);
  }

  private void sink(Sink sink) {
    switch (sink) {
      case Sink.Group group -> group(group);
      case Sink.BuildTable build -> {
        var kept = new ArrayList<>(build.keys());
        kept.addAll(build.payload());
        rows(kept, build.keys().size(), build.nullSafe(), build.keepNullKeys());
      }
      case Sink.SortRows sort -> rows(sort.columns(), -1, List.of(), false);
      case Sink.CollectRows collect -> rows(collect.columns(), -1, List.of(), false);
      case Sink.WindowRows window -> rows(window.columns(), -1, List.of(), false);
      case Sink.Result result ->
          add(new ResultLoop(shape, columns, takeConditions(), result.columns()), columns);
      case Sink.WriteFiles write ->
          add(new ResultLoop(shape, columns, takeConditions(), write.columns()), columns);
      case Sink.ExchangeWrite write ->
          add(new ResultLoop(shape, columns, takeConditions(), write.columns()), columns);
    }
  }

  private void rows(
      List<NamedExpression> kept, int keys, List<Boolean> nullSafe, boolean keepNullKeys) {
    RowLayout layout = sinkLayout(kept);
    add(
        new RowsLoop(shape, columns, takeConditions(), kept, layout, keys, nullSafe, keepNullKeys),
        columns);
  }

  private RowLayout sinkLayout(List<NamedExpression> kept) {
    return RowLayout.of(kept.stream().map(NamedExpression::toReference).toList(), context.ranges);
  }

  private void group(Sink.Group group) {
    RowLayout layout = groupLayout(group, context.ranges);
    if (group.keys().isEmpty()) {
      add(
          new UpdateLoop(shape, columns, takeConditions(), group.states(), layout, 0, null),
          columns);
      return;
    }
    List<Expression> keys = group.keys().stream().map(NamedExpression::expression).toList();
    Access.Carried hash = StageLoop.newHash();
    var hashed = new StageLoop.Keys(keys, Collections.nCopies(keys.size(), false), hash, -1, -1);
    add(stage(Map.of(), hashed), columns);
    var lookup = new LookupLoop(shape, columns, keys, layout, hash);
    add(lookup, columns);
    add(
        new UpdateLoop(
            shape, columns, List.of(), group.states(), layout, keys.size(), lookup.group),
        columns);
  }

  /** The layout of grouped rows: keys, then the columns of all states in order. */
  static RowLayout groupLayout(Sink.Group group, Map<Long, ValueRange> ranges) {
    var fields = new ArrayList<ColumnReference>();
    group.keys().forEach(key -> fields.add(key.toReference()));
    for (AggregateState state : group.states()) {
      fields.addAll(state.columns());
    }
    return RowLayout.of(fields, ranges);
  }

  /**
   * Decides from the last loop backwards what each loop needs from the one before, and gives it
   * buffers.
   */
  private void link() {
    for (int i = 0; i + 1 < loops.size(); i++) {
      loops.get(i).followedBy(loops.get(i + 1));
    }
    var needed = new ArrayList<Set<Access.Carried>>(Collections.nCopies(loops.size(), Set.of()));
    Set<Access.Carried> behind = Set.of();
    for (int i = loops.size() - 1; i > 0; i--) {
      var here = new LinkedHashSet<>(behind);
      here.removeAll(loops.get(i).makes());
      here.addAll(loops.get(i).uses());
      needed.set(i, here);
      behind = here;
    }
    for (int i = 1; i < loops.size(); i++) {
      LoopPlan previous = loops.get(i - 1);
      for (Access.Carried carried : needed.get(i)) {
        boolean fresh = previous.compacts() || previous.makes().contains(carried);
        Integer inherited = previous.inputs.get(carried);
        if (fresh) {
          loops.get(i).inputs.put(carried, context.buffer(carried.width()));
        } else if (inherited != null) {
          loops.get(i).inputs.put(carried, inherited);
        }
      }
    }
  }
}
