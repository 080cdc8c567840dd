package io.sampo.physical.fragment;

import io.sampo.physical.Flow;
import io.sampo.physical.Sink;
import io.sampo.physical.Source;
import io.sampo.physical.Stage;
import io.sampo.physical.StageGraph;
import io.sampo.physical.Step;
import io.sampo.physical.ValueRange;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.NamedExpression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A fragment being made. */
final class Draft {
  /** Larger files are not read by every task, however few rows they hold. */
  private static final long MOST_REPLICATED_BYTES = 32L << 20;

  private final int tasks;
  private final @Nullable Separation separation;
  private final List<Stage> stages = new ArrayList<>();
  private final Set<Integer> inputs = new LinkedHashSet<>();
  private final Map<Integer, Integer> tables = new HashMap<>();
  private final Set<Integer> complete = new LinkedHashSet<>();
  private final Set<Integer> whole = new HashSet<>();
  private final Set<List<Long>> dealtBy = new LinkedHashSet<>();
  private boolean probed;
  private final Set<Integer> together = new HashSet<>();
  private boolean indivisible;
  private boolean fixed;
  private boolean finished;

  Draft(int tasks) {
    this.tasks = tasks;
    this.separation = null;
  }

  /** Of tasks that share a scan. */
  Draft(int tasks, Source.TableScan scan) {
    this.tasks = tasks;
    this.separation = new Separation(scan, tasks);
  }

  /** How rows alike in a column may be had together; null where no scan is shared. */
  @Nullable Separation separation() {
    return separation;
  }

  /** Whether the scan is cut between values, so that what else is read depends on the task. */
  boolean isApart() {
    return separation != null && separation.isChosen();
  }

  /** Rows have been sent here to look up the table that is built here. */
  void probed() {
    probed = true;
  }

  boolean isProbed() {
    return probed;
  }

  int tasks() {
    return tasks;
  }

  /** A stage needs all rows of a partition in one task. */
  void keepTogether(int stage) {
    together.add(stage);
  }

  /** There must not be more tasks than now. */
  void keepTogether() {
    indivisible = true;
  }

  /** Somebody counts on the number of tasks. */
  void fixTasks() {
    fixed = true;
  }

  boolean single() {
    return tasks == 1;
  }

  /** Adds a stage and yields its number within the fragment. */
  int add(List<Flow> flows, Sink sink) {
    if (finished) {
      throw new IllegalStateException("the rows of a stage are read twice");
    }
    int id = stages.size();
    stages.add(new Stage(id, flows, sink));
    return id;
  }

  /** The rows that fragments wrote: one flow for each. */
  List<Flow> read(Written written) {
    var flows = new ArrayList<Flow>();
    for (int exchange : written.exchanges()) {
      inputs.add(exchange);
      flows.add(Flow.of(new Source.ExchangeRows(exchange, written.columns())));
    }
    return flows;
  }

  /** The stage that builds a table which every task has for itself. */
  int table(BuiltTable table) {
    Integer known = tables.get(table.stage());
    if (known != null) {
      return known;
    }
    Replica replica = table.replica();
    int built =
        replica == null
            ? add(read(table.written()), table.sink())
            : add(replica.from(stages.size()));
    tables.put(table.stage(), built);
    return built;
  }

  /** Adds stages that every task runs in full; yields the number of the last. */
  private int add(List<Stage> inFull) {
    for (Stage stage : inFull) {
      whole.add(add(stage.flows(), stage.sink()));
    }
    return inFull.getLast().id();
  }

  /**
   * The stages so far with another one, for others to run instead of this; empty when that would
   * cost too much, or not yield the same each time.
   *
   * @param most rows of tables that are read
   */
  Optional<Replica> replica(List<Flow> flows, Sink sink, long most) {
    var all = new ArrayList<>(stages);
    all.add(new Stage(all.size(), flows, sink));
    boolean little = Sizes.sources(all) <= most && Sizes.storedBytes(all) <= MOST_REPLICATED_BYTES;
    return inputs.isEmpty() && !isApart() && little && Uses.repeatable(all)
        ? Optional.of(new Replica(all))
        : Optional.empty();
  }

  /**
   * A table of the keys alone of one of which each task of another fragment has a partition; -1
   * when its rows were not sent, or are read here already.
   */
  int keys(BuiltTable table) {
    Written written = table.candidates();
    if (written.exchanges().isEmpty() || written.exchanges().stream().anyMatch(inputs::contains)) {
      return -1;
    }
    complete.addAll(written.exchanges());
    Sink.BuildTable sink = table.sink();
    return add(
        read(written),
        new Sink.BuildTable(sink.keys(), sink.nullSafe(), List.of(), sink.keepNullKeys()));
  }

  /** Rows are dealt out by a hash of these columns, in this order. */
  void dealtBy(List<Long> columns) {
    dealtBy.add(List.copyOf(columns));
  }

  /** Whether rows are dealt out by just these columns, in this order. */
  boolean isDealtBy(List<Long> columns) {
    return !single() && dealtBy.contains(columns);
  }

  /**
   * Sees to it that rows which are alike in the columns are in the same task, if they are so or can
   * be without being sent.
   */
  boolean bringTogether(Set<Long> columns) {
    if (single() || dealtBy.stream().anyMatch(columns::containsAll)) {
      return true;
    }
    Separation cut = separation;
    Optional<Long> by =
        cut == null ? Optional.empty() : columns.stream().filter(cut::isPossible).findFirst();
    by.ifPresent(column -> Objects.requireNonNull(cut).choose(column));
    return by.isPresent();
  }

  /**
   * Rows behind the last stage.
   *
   * @param before the fragments with smaller numbers
   */
  Fragment finish(int id, Map<Long, ValueRange> ranges, List<Fragment> before) {
    finished = true;
    Sink last = stages.getLast().sink();
    List<ColumnReference> output =
        switch (last) {
          case Sink.ExchangeWrite write ->
              write.columns().stream().map(NamedExpression::toReference).toList();
          case Sink.WriteFiles files -> files.target().report();
          case Sink.BuildTable _,
              Sink.Group _,
              Sink.SortRows _,
              Sink.CollectRows _,
              Sink.WindowRows _,
              Sink.Result _ ->
              List.of();
        };
    return new Fragment(
        id,
        new StageGraph(separation == null ? stages : separation.applied(stages), output, ranges),
        tasks,
        List.copyOf(inputs),
        Uses.repeatable(stages),
        complete,
        tasks == 1 ? Set.of() : whole,
        sharing(before));
  }

  private Sharing sharing(List<Fragment> before) {
    Set<Integer> dealt = new LinkedHashSet<>();
    for (int input : inputs) {
      if (!complete.contains(input) && Fragment.isDealt(before.get(input).partitioning())) {
        dealt.add(input);
      }
    }
    if (single() || fixed || dealt.isEmpty()) {
      return Sharing.FIXED;
    }
    if (indivisible || stages.stream().anyMatch(Draft::keepsBuiltRows)) {
      return new Sharing(true, Set.of());
    }
    // A stage comes after those whose rows it reads.
    var needed = new HashSet<>(together);
    for (Stage stage : stages.reversed()) {
      if (stage.sink() instanceof Sink.BuildTable || needed.contains(stage.id())) {
        needed.add(stage.id());
        for (Flow flow : stage.flows()) {
          if (flow.source() instanceof Source.StageRows rows) {
            needed.add(rows.stage());
          } else if (flow.source() instanceof Source.ExchangeRows rows) {
            dealt.remove(rows.exchange());
          }
        }
      }
    }
    // Rows that do not come from divisible inputs would be sent by each of the pieces.
    boolean othersSent =
        stages.stream()
            .filter(stage -> !needed.contains(stage.id()))
            .flatMap(stage -> stage.flows().stream())
            .anyMatch(flow -> !isDivided(flow.source(), dealt, needed));
    return new Sharing(true, othersSent ? Set.of() : dealt);
  }

  private static boolean isDivided(Source source, Set<Integer> divisible, Set<Integer> needed) {
    return switch (source) {
      case Source.ExchangeRows rows -> divisible.contains(rows.exchange());
      case Source.StageRows rows -> !needed.contains(rows.stage());
      case Source.TableScan _, Source.MemoryRows _, Source.RangeRows _, Source.BuiltRows _ -> false;
    };
  }

  /** Whether rows of a table are looked at that no row looked up, which only all of them tell. */
  private static boolean keepsBuiltRows(Stage stage) {
    return stage.flows().stream()
        .anyMatch(flow ->
            flow.source() instanceof Source.BuiltRows
                || flow.steps().stream()
                    .anyMatch(step -> step instanceof Step.Probe probe && probe.trackMatches()));
  }
}
