package io.sampo.runtime.operator;

import io.sampo.codegen.emit.PipelineCompiler;
import io.sampo.codegen.pipeline.CompiledPipeline;
import io.sampo.codegen.pipeline.RowFunctions;
import io.sampo.codegen.row.RowLayout;
import io.sampo.physical.AggregateState;
import io.sampo.physical.Flow;
import io.sampo.physical.Sink;
import io.sampo.physical.Step;
import io.sampo.physical.ValueRange;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Prepares flows for interpretation. One instance serves one flow. */
final class FlowInterpretation {
  private final Map<Long, ValueRange> ranges;
  private final RowFunctions rowFunctions;
  private final Map<Long, Integer> slots = new HashMap<>();
  private final Map<Long, Expression> inline = new HashMap<>();
  private final List<Integer> bufferBytes = new ArrayList<>();
  private int joins;

  private FlowInterpretation(Map<Long, ValueRange> ranges, RowFunctions rowFunctions) {
    this.ranges = ranges;
    this.rowFunctions = rowFunctions;
  }

  /** The counterpart of compiling a flow: the same inputs, the same rows in the sink. */
  static CompiledPipeline prepare(
      Flow flow,
      Sink sink,
      boolean sourceYieldsRows,
      Map<Long, ValueRange> ranges,
      RowFunctions rowFunctions) {
    var interpretation = new FlowInterpretation(ranges, rowFunctions);
    RowLayout layout = PipelineCompiler.sinkLayout(sink, ranges);
    InterpretedNode first = interpretation.from(flow.steps(), 0, sink, layout);
    List<ColumnReference> source = flow.source().output();
    var program =
        new InterpretedPipeline.Program(
            source,
            interpretation.known(source),
            sourceYieldsRows ? RowLayout.of(source, ranges) : null,
            interpretation.slots.size(),
            first);
    return new CompiledPipeline(
        () -> new InterpretedPipeline(program),
        interpretation.bufferBytes,
        List.of(),
        List.of(),
        List.of(),
        layout,
        new byte[0]);
  }

  private InterpretedNode from(List<Step> steps, int index, Sink sink, @Nullable RowLayout layout) {
    if (index == steps.size()) {
      return sink(sink, layout);
    }
    return switch (steps.get(index)) {
      case Step.FilterRows filter -> {
        List<RowExpression> conditions = expressions(filter.conditions());
        yield new InterpretedNode.Filter(conditions, from(steps, index + 1, sink, layout));
      }
      case Step.DefineColumns define ->
          define(define.columns(), 0, () -> from(steps, index + 1, sink, layout));
      case Step.Probe probe -> probe(probe, () -> from(steps, index + 1, sink, layout));
      // The interpreter leaves them to the look-ups that follow; the table keeps its place.
      case Step.DropUnmatched drop -> {
        joins++;
        yield from(steps, index + 1, sink, layout);
      }
      case Step.ExpandRows expand -> {
        List<List<RowExpression>> projections =
            expand.projections().stream().map(this::expressions).toList();
        int[] output = expand.output().stream().mapToInt(this::filled).toArray();
        yield new InterpretedNode.Expand(projections, output, from(steps, index + 1, sink, layout));
      }
      case Step.CountRows count ->
          new InterpretedNode.Count(count.counter(), from(steps, index + 1, sink, layout));
      case Step.GenerateRows generate -> {
        RowExpression elements = expression(generate.elements());
        int position = filled(generate.position());
        int element = filled(generate.element());
        yield new InterpretedNode.Generate(
            elements, generate.outer(), position, element, from(steps, index + 1, sink, layout));
      }
    };
  }

  /**
   * What follows a step; prepared after the step's own expressions, so that it sees the columns the
   * step defines.
   */
  @FunctionalInterface
  private interface Rest {
    InterpretedNode prepare();
  }

  private InterpretedNode define(List<NamedExpression> columns, int index, Rest rest) {
    if (index == columns.size()) {
      return rest.prepare();
    }
    NamedExpression named = columns.get(index);
    if (named.expression() instanceof ColumnReference column && column.id() == named.id()) {
      return define(columns, index + 1, rest);
    }
    if (isDeterministic(named.expression())) {
      inline.put(named.id(), inlined(named.expression()));
      return define(columns, index + 1, rest);
    }
    RowExpression expression = expression(named.expression());
    int slot = filled(named.toReference());
    return new InterpretedNode.Keep(expression, slot, define(columns, index + 1, rest));
  }

  private static boolean isDeterministic(Expression expression) {
    return !expression.anyMatch(
        part -> part instanceof Call call && !call.function().definition().deterministic());
  }

  private InterpretedNode probe(Step.Probe probe, Rest rest) {
    int join = joins++;
    RowLayout built = RowLayout.of(probe.built(), ranges);
    int buffer = buffer(built);
    List<RowExpression> keys = expressions(probe.probeKeys());
    probe.built().forEach(column -> inline.remove(column.id()));
    Optional<RowExpression> residual = probe.residual().map(this::expression);
    int mark = probe.mark().map(this::filled).orElse(-1);
    InterpretedNode next = rest.prepare();
    return new InterpretedProbe(
        probe, join, buffer, keys, residual, built, known(probe.built()), mark, next);
  }

  private int buffer(RowLayout layout) {
    bufferBytes.add(layout.width());
    return bufferBytes.size() - 1;
  }

  private InterpretedNode sink(Sink sink, @Nullable RowLayout layout) {
    return switch (sink) {
      case Sink.BuildTable build -> {
        var columns = new ArrayList<>(build.keys());
        columns.addAll(build.payload());
        yield new InterpretedSink.Rows(named(columns), Objects.requireNonNull(layout), build);
      }
      case Sink.Group group -> group(group, Objects.requireNonNull(layout));
      case Sink.SortRows sort ->
          new InterpretedSink.Rows(named(sort.columns()), Objects.requireNonNull(layout), null);
      case Sink.CollectRows collect ->
          new InterpretedSink.Rows(named(collect.columns()), Objects.requireNonNull(layout), null);
      case Sink.WindowRows window ->
          new InterpretedSink.Rows(named(window.columns()), Objects.requireNonNull(layout), null);
      case Sink.Result result -> result(result.columns());
      case Sink.WriteFiles write -> result(write.columns());
      case Sink.ExchangeWrite write -> result(write.columns());
    };
  }

  private InterpretedNode result(List<NamedExpression> columns) {
    return new InterpretedSink.Result(
        named(columns), columns.stream().map(column -> column.toReference().type()).toList());
  }

  private InterpretedNode group(Sink.Group group, RowLayout layout) {
    var states = new ArrayList<InterpretedGroup.State>();
    int field = group.keys().size();
    int heap = 0;
    for (AggregateState state : group.states()) {
      List<RowLayout.Field> fields = layout.fields().subList(field, field + state.columns().size());
      int heapIndex = state.kind() == AggregateState.Kind.HEAP ? heap++ : -1;
      states.add(
          new InterpretedGroup.State(
              state.kind(),
              fields,
              expressions(state.arguments()),
              state.ordering(),
              state.filter().map(this::expression),
              heapIndex));
      field += state.columns().size();
    }
    return new InterpretedGroup(named(group.keys()), states, layout, buffer(layout));
  }

  private List<RowExpression> named(List<NamedExpression> columns) {
    return expressions(columns.stream().map(NamedExpression::expression).toList());
  }

  private List<RowExpression> expressions(List<Expression> expressions) {
    return expressions.stream().map(this::expression).toList();
  }

  private RowExpression expression(Expression written) {
    Expression expression = inlined(written);
    var columns = new LinkedHashSet<ColumnReference>();
    expression.forEach(part -> {
      if (part instanceof ColumnReference column) {
        columns.add(column);
      }
    });
    List<ColumnReference> list = List.copyOf(columns);
    int[] from = list.stream().mapToInt(column -> slot(column.id())).toArray();
    return new RowExpression(from, rowFunctions.compile(expression, list), expression.origin());
  }

  /** The expression in terms of columns that have a value of their own. */
  private Expression inlined(Expression expression) {
    if (expression instanceof ColumnReference column) {
      return inline.getOrDefault(column.id(), column);
    }
    List<Expression> children = expression.children();
    List<Expression> replaced = children.stream().map(this::inlined).toList();
    return replaced.equals(children) ? expression : expression.withChildren(replaced);
  }

  private int slot(long id) {
    return slots.computeIfAbsent(id, unseen -> slots.size());
  }

  /** The slot of a column that a step fills from here on. */
  private int filled(ColumnReference column) {
    inline.remove(column.id());
    return slot(column.id());
  }

  /** The slots of the columns, -1 for those that no expression reads. */
  private int[] known(List<ColumnReference> columns) {
    return columns.stream().mapToInt(column -> slots.getOrDefault(column.id(), -1)).toArray();
  }
}
