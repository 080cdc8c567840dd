package io.sampo.physical.fragment;

import io.sampo.physical.ExpectedRows;
import io.sampo.physical.Flow;
import io.sampo.physical.Partitioning;
import io.sampo.physical.Sink;
import io.sampo.physical.Source;
import io.sampo.physical.Stage;
import io.sampo.physical.StageGraph;
import io.sampo.physical.Step;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.ColumnIds;
import io.sampo.plan.logical.JoinKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Cuts the stages of a query into fragments. Stages are taken in order; the rows of each are either
 * still in a fragment that is being made, where later stages go on with them, or written for
 * others. A flow goes on in the fragment where its rows are until it meets a sink or a look-up that
 * needs rows of other tasks: there the fragment ends with rows being sent. One instance serves one
 * query.
 */
public final class Fragmenter {
  /** Smaller tables are built by every task in any case, if that is allowed. */
  private static final double SMALL_BYTES = 1 << 20;

  private final StageGraph graph;
  private final ColumnIds ids;
  private final FragmentSettings settings;
  private final int partitions;
  private final Sizes sizes;
  private final ApartJoins apart;
  private final Map<Integer, Step.Probe> probes = new HashMap<>();
  private final Map<Integer, BuiltTable> tables = new HashMap<>();
  private final Map<Integer, Made> made = new HashMap<>();
  private final Map<Integer, Shared> shared = new HashMap<>();
  private final Map<Integer, Integer> readers = new HashMap<>();
  private final List<Fragment> fragments = new ArrayList<>();
  private final Set<Integer> split = new HashSet<>();
  private final Map<Integer, JoinSwitches.Expected> expectedTables = new HashMap<>();

  /**
   * Rows of a stage, in a fragment that is being made.
   *
   * @param stage the stage's number within the fragment
   */
  record Made(Draft draft, int stage) {}

  /**
   * Groups that several stages read: each of them in fragments of its own.
   *
   * @param keys how many of the first columns the rows are dealt out by
   * @param tasks how many partitions they are in
   */
  private record Shared(int exchange, int keys, int tasks) {}

  private Fragmenter(
      StageGraph graph, ColumnIds ids, ExpectedRows expected, FragmentSettings settings) {
    this.graph = graph;
    this.ids = ids;
    this.settings = settings;
    this.partitions = settings.worth(Sizes.sources(graph.stages()), settings.partitions());
    this.sizes = new Sizes(graph, expected);
    this.apart = new ApartJoins(this, graph);
    // Of several look-ups in a table the last is the join, others only drop rows early.
    for (Stage stage : graph.stages()) {
      for (Flow flow : stage.flows()) {
        for (Step step : flow.steps()) {
          if (step instanceof Step.Probe probe) {
            probes.put(probe.stage(), probe);
          }
        }
        if (flow.source() instanceof Source.StageRows rows) {
          readers.merge(rows.stage(), 1, Integer::sum);
        }
      }
    }
  }

  /**
   * Cuts a query.
   *
   * @param ids the query's column ids, continued here
   * @param expected what is believed of the sizes of parts; it decides how much is done at once,
   *     never what comes out
   */
  public static FragmentGraph fragment(
      StageGraph graph, ColumnIds ids, ExpectedRows expected, FragmentSettings settings) {
    return new Fragmenter(graph, ids, expected, settings).run();
  }

  private FragmentGraph run() {
    if (graph.stages().getLast().sink() instanceof Sink.Result result
        && Sizes.sources(graph.stages()) <= settings.rowsOfOneTask()) {
      return whole(result);
    }
    List<Integer> results = List.of();
    for (Stage stage : graph.stages()) {
      Map<Draft, List<Flow>> flows = flows(stage);
      switch (stage.sink()) {
        case Sink.BuildTable build -> tables.put(stage.id(), table(stage.id(), build, flows));
        case Sink.Result result ->
            results = write(flows, result.columns(), new Partitioning.Single()).exchanges();
        case Sink.Group group ->
            made(stage.id(), group, sinks().group(group, flows, sizes.groups(stage.id())));
        case Sink.SortRows sort ->
            made.put(stage.id(), sinks().sort(sort, flows, sizes.into(stage.id())));
        case Sink.CollectRows collect -> made.put(stage.id(), sinks().collect(collect, flows));
        case Sink.WindowRows window ->
            made.put(stage.id(), sinks().window(window, flows, sizes.into(stage.id())));
        case Sink.WriteFiles files -> results = new WriteCutting(this).write(files, flows);
        case Sink.ExchangeWrite write ->
            throw new IllegalStateException("the query is in fragments already");
      }
    }
    List<FragmentSwitch> switches = new ArrayList<>();
    if (settings.broadcastBytes() > 0) {
      switches.addAll(JoinSwitches.among(fragments, results, expectedTables));
    }
    for (Fragment groups : fragments) {
      for (int pieces : groups.inputs()) {
        if (split.contains(pieces)) {
          switches.add(new GroupSwitch(groups.id(), pieces, fragments.get(pieces).inputs()));
        }
      }
    }
    switches.sort(Comparator.comparingInt(FragmentSwitch::join));
    var spread = new FragmentGraph(fragments, results, graph.output(), switches);
    return graph.stages().getLast().sink() instanceof Sink.Result result
            && settings.isQuickerAlone(sizes.work(graph.stages()), spread.depth() - 1)
        ? whole(result)
        : spread;
  }

  /** One task for all of a query that reads little. */
  private FragmentGraph whole(Sink.Result result) {
    List<Stage> stages = new ArrayList<>(graph.stages());
    Stage last = stages.removeLast();
    var sent = new Sink.ExchangeWrite(result.columns(), new Partitioning.Single());
    stages.add(new Stage(last.id(), last.flows(), sent));
    var all =
        new Fragment(
            0,
            new StageGraph(stages, graph.output(), graph.ranges()),
            1,
            List.of(),
            Uses.repeatable(stages),
            Set.of(),
            Set.of(),
            Sharing.FIXED);
    return new FragmentGraph(List.of(all), List.of(0), graph.output(), List.of());
  }

  private SinkCutting sinks() {
    return new SinkCutting(this);
  }

  int tasks() {
    return settings.tasks();
  }

  /** To how many partitions so many rows are dealt out. */
  int partitions(double rows) {
    return settings.isLittle(rows) ? 1 : partitions;
  }

  /** Dealt out by the columns at some positions; to one when there is nothing to deal by. */
  static Partitioning dealing(List<Integer> positions, int partitions) {
    return positions.isEmpty() || partitions == 1
        ? new Partitioning.Single()
        : new Partitioning.HashBy(positions, partitions);
  }

  /** The flows of a stage by the fragments in which they end. */
  private Map<Draft, List<Flow>> flows(Stage stage) {
    var cut = new JoinCutting(this, ids, stage.sink());
    var byDraft = new LinkedHashMap<Draft, List<Flow>>();
    List<List<Flow>> rounds = stage.rounds();
    List<Way> ways = rounds.stream().limit(1).flatMap(List::stream).map(this::way).toList();
    List<Flow> waiting = rounds.stream().skip(1).flatMap(List::stream).toList();
    for (Way way : cut.advance(ways, waiting, this::way, tables)) {
      byDraft.computeIfAbsent(way.draft(), any -> new ArrayList<>()).add(way.flow());
    }
    return byDraft;
  }

  /** How many tasks share a scan. */
  int tasks(Source.TableScan scan) {
    return settings.worth(Sizes.rows(scan), settings.tasks());
  }

  private boolean isLarge(int stage, List<NamedExpression> columns) {
    return sizes.bytes(stage, columns) > SMALL_BYTES;
  }

  /** Whether rows that look up a table may have to go to another fragment for that. */
  boolean leavesFor(Step.Probe probe, Draft here) {
    BuiltTable table = tables.get(probe.stage());
    if (table != null) {
      return table.probe() == probe && table.join() != null && table.join() != here;
    }
    if (probes.get(probe.stage()) != probe) {
      return false;
    }
    var build = (Sink.BuildTable) graph.stages().get(probe.stage()).sink();
    List<NamedExpression> columns = new ArrayList<>(build.keys());
    columns.addAll(build.payload());
    return isDealt(probe.stage(), probe, columns) || isLarge(probe.stage(), columns);
  }

  private Way way(Flow flow) {
    return switch (flow.source()) {
      case Source.TableScan scan -> {
        Optional<Way> near = apart.near(scan, flow, tables);
        if (near.isPresent()) {
          yield near.get();
        }
        yield new Way(new Draft(tasks(scan), scan), scan, flow.steps(), List.of());
      }
      case Source.RangeRows range ->
          new Way(new Draft(settings.tasks()), range, flow.steps(), List.of());
      case Source.MemoryRows rows -> new Way(new Draft(1), rows, flow.steps(), List.of());
      case Source.StageRows rows when shared.containsKey(rows.stage()) ->
          shared(Objects.requireNonNull(shared.get(rows.stage())), flow, rows);
      case Source.StageRows rows -> {
        Made from = Objects.requireNonNull(made.get(rows.stage()));
        var source = new Source.StageRows(from.stage(), rows.output(), rows.ordered());
        yield new Way(from.draft(), source, flow.steps(), after(flow));
      }
      case Source.BuiltRows rows -> {
        BuiltTable table = Objects.requireNonNull(tables.get(rows.stage()));
        var source = new Source.BuiltRows(table.local(), rows.output(), rows.matched());
        yield new Way(Objects.requireNonNull(table.join()), source, flow.steps(), after(flow));
      }
      case Source.ExchangeRows rows ->
          throw new IllegalStateException("the query is in fragments already");
    };
  }

  /** Whether groups of a skewed partition may be made by several tasks first. */
  boolean maySplit() {
    return settings.bySize();
  }

  /** The fragment that was last made is needed only for skewed partitions. */
  void splits() {
    split.add(fragments.size() - 1);
  }

  /** Groups are made: they are written when more than one stage reads them. */
  private void made(int stage, Sink.Group group, Made groups) {
    if (readers.getOrDefault(stage, 0) < 2) {
      made.put(stage, groups);
      return;
    }
    List<ColumnReference> columns = PartialGroups.columns(group);
    List<Integer> keys = IntStream.range(0, group.keys().size()).boxed().toList();
    int tasks = keys.isEmpty() ? 1 : groups.draft().tasks();
    var rows = Flow.of(new Source.StageRows(groups.stage(), columns, false));
    List<NamedExpression> all = columns.stream().map(NamedExpression::of).toList();
    int exchange = write(groups.draft(), List.of(rows), all, dealing(keys, tasks));
    shared.put(stage, new Shared(exchange, keys.size(), tasks));
  }

  private static Way shared(Shared groups, Flow flow, Source.StageRows rows) {
    var draft = new Draft(groups.tasks());
    if (groups.keys() > 0) {
      draft.dealtBy(
          rows.output().subList(0, groups.keys()).stream().map(ColumnReference::id).toList());
    }
    var written = new Written(List.of(groups.exchange()), rows.output());
    return new Way(draft, draft.read(written).getFirst().source(), flow.steps(), List.of());
  }

  private List<Integer> after(Flow flow) {
    return flow.after().stream()
        .map(stage -> Objects.requireNonNull(made.get(stage)).stage())
        .toList();
  }

  private BuiltTable table(int stage, Sink.BuildTable build, Map<Draft, List<Flow>> flows) {
    List<NamedExpression> columns = new ArrayList<>(build.keys());
    columns.addAll(build.payload());
    Step.Probe probe = Objects.requireNonNull(probes.get(stage));
    boolean dealt = isDealt(stage, probe, columns);
    List<Integer> keys = new ArrayList<>();
    for (int i = 0; i < build.keys().size(); i++) {
      keys.add(i);
    }
    int dealtTo = partitions(sizes.rows(stage) + sizes.probing(stage));
    boolean together = dealtTo == 1 && SinkCutting.isSingle(flows);
    if (dealt && (together || SinkCutting.isDealtBy(flows, build.keys()))) {
      Map.Entry<Draft, List<Flow>> only = flows.entrySet().iterator().next();
      Draft join = only.getKey();
      int local = join.add(only.getValue(), build);
      Written candidates = candidates(stage, build.keys());
      return new BuiltTable(stage, Written.NOTHING, build, probe, join, local, null, candidates);
    }
    if (apart.cutFor(build, probe, flows.keySet(), dealt || isLarge(stage, columns))) {
      Map.Entry<Draft, List<Flow>> only = flows.entrySet().iterator().next();
      Draft join = only.getKey();
      int local = join.add(only.getValue(), build);
      return new BuiltTable(
          stage, Written.NOTHING, build, probe, join, local, null, Written.NOTHING);
    }
    Optional<Replica> replica = dealt ? Optional.empty() : replica(stage, build, flows);
    if (replica.isPresent()) {
      Written nothing = Written.NOTHING;
      return new BuiltTable(stage, nothing, build, probe, null, -1, replica.get(), nothing);
    }
    Written written =
        write(flows, columns, dealt ? dealing(keys, dealtTo) : new Partitioning.Broadcast());
    var sink =
        new Sink.BuildTable(
            passed(build.keys()), build.nullSafe(), passed(build.payload()), build.keepNullKeys());
    if (!dealt) {
      return new BuiltTable(stage, written, sink, probe, null, -1, null, written);
    }
    expect(stage, written, columns);
    var join = new Draft(build.keys().isEmpty() ? 1 : dealtTo);
    int local = join.add(join.read(written), sink);
    return new BuiltTable(stage, written, sink, probe, join, local, null, written);
  }

  /**
   * For a table whose rows another table kept, or whose keys were found in another table: the rows
   * that were sent for that one.
   */
  private Written candidates(int stage, List<NamedExpression> keys) {
    List<Flow> flows = graph.stages().get(stage).flows();
    if (flows.size() > 1) {
      return Written.NOTHING;
    }
    Flow flow = flows.getFirst();
    var sources = new ArrayList<Integer>();
    if (flow.source() instanceof Source.BuiltRows rows) {
      sources.add(rows.stage());
    }
    for (Step step : flow.steps()) {
      if (step instanceof Step.Probe probe && probe.kind() == JoinKind.INNER) {
        sources.add(probe.stage());
      }
    }
    List<Expression> columns = keys.stream().map(NamedExpression::expression).toList();
    return sources.stream()
        .map(from -> Objects.requireNonNull(tables.get(from)).candidates())
        .filter(sent -> sent.columns().containsAll(columns))
        .findFirst()
        .orElse(Written.NOTHING);
  }

  /** Remembers how large a table is thought to be that is made of several fragments' rows. */
  private void expect(int stage, Written written, List<NamedExpression> columns) {
    int parts = written.exchanges().size();
    var each =
        new JoinSwitches.Expected(sizes.bytes(stage, columns) / parts, sizes.probingBytes(stage));
    written.exchanges().forEach(exchange -> expectedTables.put(exchange, each));
  }

  /** Whether a table that is dealt out is small beside the rows that look it up. */
  boolean isSmallFor(Step.Probe probe, BuiltTable table) {
    List<NamedExpression> keys = table.sink().keys();
    double built = sizes.bytes(table.stage(), keys);
    return built <= settings.broadcastBytes()
        && 2 * built * settings.tasks() < sizes.probingBytes(probe.stage());
  }

  /** Whether a table has about as many keys as there are among the rows that look it up. */
  boolean haveMostKeys(Step.Probe probe, BuiltTable table, Source looking) {
    if (!(looking instanceof Source.TableScan scan)
        || probe.probeKeys().size() > 1
        || !(probe.probeKeys().getFirst() instanceof ColumnReference key)
        || !scan.output().contains(key)) {
      return false;
    }
    OptionalLong values = scan.table().statistics().column(key.name()).distinctCount();
    return values.isPresent()
        && sizes.rows(table.stage()) >= Step.DropUnmatched.MOST_KEPT * values.getAsLong();
  }

  private Optional<Replica> replica(
      int stage, Sink.BuildTable build, Map<Draft, List<Flow>> flows) {
    if (flows.size() > 1) {
      return Optional.empty();
    }
    var only = flows.entrySet().iterator().next();
    long most = settings.replicatedRows(lookedUp(stage) > 1);
    return only.getKey().replica(only.getValue(), build, most);
  }

  /** How many flows look up a table, be it only to drop rows early. */
  private long lookedUp(int table) {
    return graph.stages().stream()
        .flatMap(stage -> stage.flows().stream())
        .filter(flow ->
            flow.steps().stream()
                .anyMatch(step ->
                    step instanceof Step.Probe probe && probe.stage() == table
                        || step instanceof Step.DropUnmatched drop && drop.stage() == table))
        .count();
  }

  /** Whether each task has a partition of the table only. */
  private boolean isDealt(int stage, Step.Probe probe, List<NamedExpression> columns) {
    double built = sizes.bytes(stage, columns);
    boolean costly = built * settings.tasks() > built + sizes.probingBytes(stage);
    boolean large =
        partitions > 1
            && !probe.probeKeys().isEmpty()
            && (costly && built > SMALL_BYTES || built > settings.broadcastBytes());
    return switch (probe.kind()) {
      // What was matched by no task is known only where all look-ups of a row are made.
      case RIGHT_OUTER, FULL_OUTER, RIGHT_SEMI, RIGHT_ANTI -> true;
      // A null among the built keys concerns every row.
      case LEFT_ANTI_NULL_AWARE, LEFT_MARK -> false;
      case INNER, LEFT_OUTER, LEFT_SEMI, LEFT_ANTI, LEFT_SINGLE -> large;
    };
  }

  /** The same columns, computed already. */
  static List<NamedExpression> passed(List<NamedExpression> columns) {
    return columns.stream().map(column -> NamedExpression.of(column.toReference())).toList();
  }

  /** Ends the fragments that the flows are in. */
  Written write(
      Map<Draft, List<Flow>> flows, List<NamedExpression> columns, Partitioning partitioning) {
    var exchanges = new ArrayList<Integer>();
    flows.forEach((draft, all) -> exchanges.add(write(draft, all, columns, partitioning)));
    return new Written(exchanges, columns.stream().map(NamedExpression::toReference).toList());
  }

  /** Ends a fragment; yields its number. */
  int write(
      Draft draft, List<Flow> flows, List<NamedExpression> columns, Partitioning partitioning) {
    return write(draft, flows, new Sink.ExchangeWrite(columns, partitioning));
  }

  /** Ends a fragment with a sink that others read; yields its number. */
  int write(Draft draft, List<Flow> flows, Sink last) {
    draft.add(flows, last);
    int id = fragments.size();
    if (!settings.bySize()) {
      draft.fixTasks();
    }
    fragments.add(draft.finish(id, graph.ranges(), fragments));
    return id;
  }
}
