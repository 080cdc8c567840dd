package io.sampo.physical;

import io.sampo.error.Origin;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.expression.SortOrder;
import io.sampo.plan.expression.WindowCall;
import io.sampo.plan.expression.WindowFrame;
import io.sampo.plan.function.FunctionDefinition;
import io.sampo.plan.logical.ColumnIds;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Lowers an optimized logical plan to stages. One instance serves one query. */
public final class PhysicalPlanner {
  private final ColumnIds ids;
  private final Aggregates aggregates;
  private final List<Stage> stages = new ArrayList<>();
  private final Map<Long, ValueRange> ranges = new HashMap<>();
  private final Lowering listener;
  private final StageSharing sharing;
  private final EqualStages equal = new EqualStages();

  private PhysicalPlanner(
      ColumnIds ids,
      Function<String, FunctionDefinition> functions,
      Lowering listener,
      StageSharing sharing) {
    this.ids = ids;
    this.listener = listener;
    this.sharing = sharing;
    this.aggregates = new Aggregates(ids, functions);
  }

  /**
   * @param ids the query's column ids, continued here
   * @param functions finds a function by its lower-case name
   */
  public static StageGraph plan(
      LogicalPlan plan, ColumnIds ids, Function<String, FunctionDefinition> functions) {
    return plan(plan, ids, functions, Lowering.UNSEEN, StageSharing.NONE);
  }

  /**
   * As {@link #plan(LogicalPlan, ColumnIds, Function)}, telling what becomes what.
   *
   * @param sharing which stages that occur twice are made once, so that several others read them
   */
  public static StageGraph plan(
      LogicalPlan plan,
      ColumnIds ids,
      Function<String, FunctionDefinition> functions,
      Lowering listener,
      StageSharing sharing) {
    return new PhysicalPlanner(ids, functions, listener, sharing).run(plan);
  }

  private StageGraph run(LogicalPlan plan) {
    List<Flow> flows = flows(plan);
    List<NamedExpression> columns = plan.output().stream().map(NamedExpression::of).toList();
    stage(flows, new Sink.Result(columns));
    return new StageGraph(GroupCompletion.find(stages), plan.output(), ranges);
  }

  /** Adds a stage, unless an equal one is there already, and yields its number. */
  int stage(List<Flow> flows, Sink sink) {
    boolean shared = sharing.covers(sink);
    Optional<Integer> known = shared ? equal.find(flows, sink) : Optional.empty();
    if (known.isPresent()) {
      return known.get();
    }
    int id = stages.size();
    stages.add(new Stage(id, flows, sink));
    if (shared) {
      equal.add(id, flows, sink);
    }
    return id;
  }

  /** Both conditions. */
  Expression and(Expression left, Expression right) {
    return aggregates.call("and", left, right);
  }

  ColumnIds ids() {
    return ids;
  }

  /** The flows that yield the plan's rows: one, or several for a union. */
  List<Flow> flows(LogicalPlan plan) {
    return flows(plan, List.of());
  }

  /**
   * As {@link #flows(LogicalPlan)}, for a plan of which only rows that find a partner in hash
   * tables matter: others are dropped as early as that is right.
   */
  List<Flow> flows(LogicalPlan plan, List<Reduction> reductions) {
    boolean scan = plan instanceof LogicalPlan.Scan;
    List<Flow> flows = lower(plan, scan ? List.of() : reductions);
    listener.lowered(plan, flows);
    return scan ? reduced(flows, reductions) : flows;
  }

  private List<Flow> lower(LogicalPlan plan, List<Reduction> reductions) {
    return switch (plan) {
      case LogicalPlan.Scan scan -> scan(scan);
      case LogicalPlan.LocalRows rows ->
          List.of(Flow.of(new Source.MemoryRows(rows.output(), rows.rows())));
      case LogicalPlan.RangeRows range ->
          List.of(
              Flow.of(
                  new Source.RangeRows(range.column(), range.start(), range.end(), range.step())));
      case LogicalPlan.Filter filter ->
          append(
              flows(filter.child(), reductions),
              new Step.FilterRows(Conditions.conjuncts(filter.condition())));
      case LogicalPlan.Project project -> project(project, reductions);
      case LogicalPlan.Expand expand ->
          append(flows(expand.child()), new Step.ExpandRows(expand.output(), expand.projections()));
      case LogicalPlan.Generate generate ->
          append(
              flows(generate.child(), within(generate.child(), reductions)),
              new Step.GenerateRows(
                  generate.elements(), generate.outer(), generate.position(), generate.element()));
      case LogicalPlan.Join join -> new JoinLowering(this).flows(join, reductions);
      case LogicalPlan.Aggregate aggregate ->
          aggregate(aggregate, flows(aggregate.child(), below(aggregate.keys(), reductions)));
      case LogicalPlan.Window window -> reduced(window(window), reductions);
      case LogicalPlan.Sort sort ->
          sort.limit().isEmpty()
              ? sort(sort, reductions)
              : reduced(sort(sort, List.of()), reductions);
      case LogicalPlan.Limit limit ->
          reduced(collect(limit.child(), limit.offset(), limit.count(), false), reductions);
      case LogicalPlan.Tail tail ->
          reduced(collect(tail.child(), 0, Optional.of((long) tail.count()), true), reductions);
      case LogicalPlan.Union union -> union(union, reductions);
      case LogicalPlan.Sample sample -> reduced(sample(sample), reductions);
      case LogicalPlan.Repartition repartition -> flows(repartition.child(), reductions);
    };
  }

  /** Rows without partner are dropped here. */
  static List<Flow> reduced(List<Flow> flows, List<Reduction> reductions) {
    return flows.stream().map(flow -> reduced(flow, reductions)).toList();
  }

  private static Flow reduced(Flow flow, List<Reduction> reductions) {
    var steps = new ArrayList<Step>(flow.steps());
    reductions.forEach(reduction -> steps.add(reduction.step(flow.source())));
    return new Flow(flow.source(), steps, flow.after());
  }

  private static List<Reduction> below(List<NamedExpression> columns, List<Reduction> reductions) {
    return reductions.stream().flatMap(reduction -> reduction.below(columns).stream()).toList();
  }

  private static List<Reduction> within(LogicalPlan child, List<Reduction> reductions) {
    return reductions.stream()
        .flatMap(reduction -> reduction.within(child.output(), Map.of()).stream())
        .toList();
  }

  private List<Flow> project(LogicalPlan.Project project, List<Reduction> reductions) {
    List<Flow> child = flows(project.child(), below(project.columns(), reductions));
    return append(child, new Step.DefineColumns(project.columns()));
  }

  static List<Flow> append(List<Flow> flows, Step step) {
    return flows.stream().map(flow -> flow.with(step)).toList();
  }

  private List<Flow> scan(LogicalPlan.Scan scan) {
    var statistics = scan.table().statistics();
    for (ColumnReference column : scan.output()) {
      ValueRanges.of(column.type(), statistics.column(column.name()))
          .ifPresent(range -> ranges.put(column.id(), range));
    }
    Flow flow = Flow.of(new Source.TableScan(scan.table(), scan.output(), scan.predicates()));
    return List.of(
        scan.predicates().isEmpty() ? flow : flow.with(new Step.FilterRows(scan.predicates())));
  }

  private List<Flow> aggregate(LogicalPlan.Aggregate aggregate, List<Flow> child) {
    var states = new ArrayList<AggregateState>();
    var results = new ArrayList<NamedExpression>();
    for (NamedExpression named : aggregate.aggregates()) {
      results.add(aggregates.split(named, states));
    }
    int stage = stage(child, new Sink.Group(aggregate.keys(), states));
    var output = new ArrayList<ColumnReference>();
    aggregate.keys().forEach(key -> output.add(key.toReference()));
    states.forEach(state -> output.addAll(state.columns()));
    return List.of(
        Flow.of(new Source.StageRows(stage, output, false)).with(new Step.DefineColumns(results)));
  }

  private List<Flow> sort(LogicalPlan.Sort sort, List<Reduction> reductions) {
    if (!sort.global()) {
      return flows(sort.child(), reductions);
    }
    var columns = new ArrayList<NamedExpression>();
    sort.child().output().forEach(column -> columns.add(NamedExpression.of(column)));
    List<SortOrder> order = orderByColumns(sort.keys(), columns);
    int stage =
        stage(flows(sort.child(), reductions), new Sink.SortRows(columns, order, sort.limit()));
    return List.of(Flow.of(new Source.StageRows(stage, references(columns), true)));
  }

  /** The ordering in terms of columns: an expression becomes a further column. */
  private List<SortOrder> orderByColumns(List<SortOrder> keys, List<NamedExpression> columns) {
    var order = new ArrayList<SortOrder>();
    for (SortOrder key : keys) {
      order.add(key.withExpression(asColumn(key.expression(), columns)));
    }
    return order;
  }

  private Expression asColumn(Expression expression, List<NamedExpression> columns) {
    if (expression instanceof ColumnReference || expression instanceof Literal) {
      return expression;
    }
    var named = new NamedExpression(ids.next(), "key", expression);
    columns.add(named);
    return named.toReference();
  }

  static List<ColumnReference> references(List<NamedExpression> columns) {
    return columns.stream().map(NamedExpression::toReference).toList();
  }

  private List<Flow> collect(LogicalPlan child, long offset, Optional<Long> limit, boolean last) {
    List<NamedExpression> columns = child.output().stream().map(NamedExpression::of).toList();
    int stage = stage(flows(child), new Sink.CollectRows(columns, offset, limit, last));
    return List.of(Flow.of(new Source.StageRows(stage, child.output(), true)));
  }

  /**
   * A number drawn for each row from the seed and the row's place decides, so that the same rows
   * are drawn however many tasks there are.
   */
  private List<Flow> sample(LogicalPlan.Sample sample) {
    FunctionDefinition rowNumber = aggregates.definition("row_number");
    var call =
        new WindowCall(
            rowNumber.signature().bind(rowNumber, List.of()),
            List.of(),
            false,
            List.of(),
            List.of(),
            WindowFrame.WHOLE,
            false,
            Origin.NONE);
    var place = new NamedExpression(ids.next(), "place", call);
    List<Flow> placed = flows(new LogicalPlan.Window(sample.child(), List.of(place)));
    Expression seed = new Literal(sample.seed(), DataType.LONG);
    Expression fraction = new Literal(sample.fraction(), DataType.DOUBLE);
    if (!sample.withReplacement()) {
      Expression drawn = aggregates.call("seeded_rand", seed, place.toReference());
      Expression chosen = aggregates.call("<", drawn, fraction);
      return append(placed, new Step.FilterRows(List.of(chosen)));
    }
    Expression times = aggregates.call("seeded_poisson", seed, place.toReference(), fraction);
    Expression copies = aggregates.call("array_repeat", Literal.TRUE, times);
    var position = new ColumnReference(ids.next(), "copy", DataType.INTEGER, false);
    var element = new ColumnReference(ids.next(), "drawn", DataType.BOOLEAN, false);
    return append(placed, new Step.GenerateRows(copies, false, position, element));
  }

  private List<Flow> window(LogicalPlan.Window window) {
    var columns = new ArrayList<NamedExpression>();
    window.child().output().forEach(column -> columns.add(NamedExpression.of(column)));
    WindowCall first = window.specification();
    List<Expression> partitionBy =
        first.partitionBy().stream().map(key -> asColumn(key, columns)).toList();
    List<SortOrder> order = orderByColumns(first.orderBy(), columns);
    var functions = new ArrayList<NamedExpression>();
    for (NamedExpression named : window.functions()) {
      var call = (WindowCall) named.expression();
      List<Expression> arguments = windowArguments(call, columns);
      functions.add(
          named.withExpression(
              new WindowCall(
                  call.function(),
                  arguments,
                  call.ignoreNulls(),
                  partitionBy,
                  order,
                  call.frame(),
                  call.nullable(),
                  call.origin())));
    }
    int stage =
        stage(
            flows(window.child()),
            new Sink.WindowRows(columns, partitionBy, order, functions, window.limit()));
    var output = new ArrayList<>(references(columns));
    functions.forEach(named -> output.add(named.toReference()));
    return List.of(Flow.of(new Source.StageRows(stage, output, false)));
  }

  /**
   * Columns and constants; the first argument, whose value is yielded or aggregated, is always a
   * column unless it is only counted.
   */
  private List<Expression> windowArguments(WindowCall call, List<NamedExpression> columns) {
    var arguments = new ArrayList<Expression>();
    for (Expression argument : call.arguments()) {
      boolean column =
          arguments.isEmpty()
              && argument instanceof Literal
              && !call.name().equals("count")
              && !call.name().equals("ntile");
      if (column) {
        var named = new NamedExpression(ids.next(), "argument", argument);
        columns.add(named);
        arguments.add(named.toReference());
      } else {
        arguments.add(asColumn(argument, columns));
      }
    }
    return arguments;
  }

  private List<Flow> union(LogicalPlan.Union union, List<Reduction> reductions) {
    var all = new ArrayList<Flow>();
    for (LogicalPlan child : union.children()) {
      var columns = new ArrayList<NamedExpression>();
      for (int i = 0; i < union.output().size(); i++) {
        ColumnReference column = union.output().get(i);
        columns.add(new NamedExpression(column.id(), column.name(), child.output().get(i)));
      }
      all.addAll(append(flows(child, below(columns, reductions)), new Step.DefineColumns(columns)));
    }
    return all;
  }
}
