package io.sampo.physical;

import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.expression.SortOrder;
import io.sampo.plan.function.BoundFunction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stages of a query by what they compute, whatever ids and names their columns have, so that
 * what occurs twice in a query is computed once. Stages that would not compute the same twice, or
 * whose rows are marked by those who read them, are left out.
 */
final class EqualStages {
  private final Map<Stage, Integer> known = new HashMap<>();

  /** An earlier stage that makes the same rows, column by column in the same order. */
  Optional<Integer> find(List<Flow> flows, Sink sink) {
    return Numbering.of(flows, sink).map(known::get);
  }

  void add(int id, List<Flow> flows, Sink sink) {
    Numbering.of(flows, sink).ifPresent(stage -> known.putIfAbsent(stage, id));
  }

  /** Numbers columns in the order in which they occur. */
  private static final class Numbering {
    private final Map<Long, Long> numbers = new HashMap<>();
    private boolean same = true;

    /** The stage with numbered columns; empty when it must not be shared. */
    static Optional<Stage> of(List<Flow> flows, Sink sink) {
      var numbering = new Numbering();
      List<Flow> numbered = flows.stream().map(numbering::flow).toList();
      var stage = new Stage(0, numbered, numbering.sink(sink));
      return numbering.same ? Optional.of(stage) : Optional.empty();
    }

    private long number(long id) {
      return numbers.computeIfAbsent(id, unseen -> (long) numbers.size());
    }

    private ColumnReference column(ColumnReference column) {
      return new ColumnReference(number(column.id()), "", column.type(), column.nullable());
    }

    private List<ColumnReference> columns(List<ColumnReference> columns) {
      return columns.stream().map(this::column).toList();
    }

    private Expression expression(Expression expression) {
      return expression.transformUp(part -> {
        if (part instanceof Call call) {
          same &= call.function().definition().deterministic();
        }
        return part instanceof ColumnReference column ? column(column) : part;
      });
    }

    private List<Expression> expressions(List<Expression> expressions) {
      return expressions.stream().map(this::expression).toList();
    }

    private List<NamedExpression> named(List<NamedExpression> columns) {
      return columns.stream()
          .map(column -> {
            Expression value = expression(column.expression());
            return new NamedExpression(number(column.id()), "", value);
          })
          .toList();
    }

    private List<SortOrder> order(List<SortOrder> order) {
      return order.stream().map(key -> key.withExpression(expression(key.expression()))).toList();
    }

    private Flow flow(Flow flow) {
      Source source = source(flow.source());
      return new Flow(source, flow.steps().stream().map(this::step).toList(), flow.after());
    }

    private Source source(Source source) {
      return switch (source) {
        case Source.TableScan scan -> {
          List<ColumnReference> output =
              scan.output().stream()
                  .map(column ->
                      new ColumnReference(
                          number(column.id()), column.name(), column.type(), column.nullable()))
                  .toList();
          List<Expression> predicates = scan.predicates().stream().map(this::expression).toList();
          yield new Source.TableScan(scan.table(), output, predicates, scan.dealing());
        }
        case Source.MemoryRows rows -> new Source.MemoryRows(columns(rows.output()), rows.rows());
        case Source.RangeRows range ->
            new Source.RangeRows(column(range.column()), range.start(), range.end(), range.step());
        case Source.StageRows rows ->
            new Source.StageRows(rows.stage(), columns(rows.output()), rows.ordered());
        case Source.BuiltRows rows ->
            new Source.BuiltRows(rows.stage(), columns(rows.output()), rows.matched());
        case Source.ExchangeRows rows ->
            new Source.ExchangeRows(rows.exchange(), columns(rows.output()));
      };
    }

    private Step step(Step step) {
      return switch (step) {
        case Step.FilterRows filter -> new Step.FilterRows(expressions(filter.conditions()));
        case Step.DefineColumns define -> new Step.DefineColumns(named(define.columns()));
        case Step.Probe probe -> {
          same &= !probe.trackMatches();
          yield new Step.Probe(
              probe.stage(),
              probe.kind(),
              expressions(probe.probeKeys()),
              probe.nullSafe(),
              columns(probe.built()),
              probe.residual().map(this::expression),
              probe.mark().map(this::column),
              probe.trackMatches());
        }
        case Step.DropUnmatched drop ->
            new Step.DropUnmatched(
                drop.stage(), columns(drop.keys()), drop.values(), drop.scanOnly());
        case Step.ExpandRows expand -> {
          List<List<Expression>> projections =
              expand.projections().stream().map(this::expressions).toList();
          yield new Step.ExpandRows(columns(expand.output()), projections);
        }
        case Step.GenerateRows generate ->
            new Step.GenerateRows(
                expression(generate.elements()),
                generate.outer(),
                column(generate.position()),
                column(generate.element()));
        case Step.CountRows count -> count;
      };
    }

    private Sink sink(Sink sink) {
      return switch (sink) {
        case Sink.BuildTable build -> {
          // Those who look rows up mark them.
          same &= !build.keepNullKeys();
          yield new Sink.BuildTable(
              named(build.keys()), build.nullSafe(), named(build.payload()), build.keepNullKeys());
        }
        case Sink.Group group ->
            new Sink.Group(named(group.keys()), group.states().stream().map(this::state).toList());
        case Sink.SortRows sort ->
            new Sink.SortRows(named(sort.columns()), order(sort.order()), sort.limit());
        case Sink.CollectRows collect ->
            new Sink.CollectRows(
                named(collect.columns()), collect.offset(), collect.limit(), collect.lastRows());
        case Sink.WindowRows window ->
            new Sink.WindowRows(
                named(window.columns()),
                expressions(window.partitionBy()),
                order(window.order()),
                named(window.functions()),
                window.limit());
        case Sink.Result last -> notShared(last);
        case Sink.ExchangeWrite last -> notShared(last);
        case Sink.WriteFiles last -> notShared(last);
      };
    }

    private Sink notShared(Sink sink) {
      same = false;
      return sink;
    }

    private AggregateState state(AggregateState state) {
      Optional<BoundFunction> function = state.function();
      same &= function.map(f -> f.definition().deterministic()).orElse(true);
      return new AggregateState(
          columns(state.columns()),
          state.kind(),
          expressions(state.arguments()),
          function,
          order(state.ordering()),
          state.filter().map(this::expression));
    }
  }
}
