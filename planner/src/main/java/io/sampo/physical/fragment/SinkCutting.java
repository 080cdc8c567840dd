package io.sampo.physical.fragment;

import io.sampo.physical.Flow;
import io.sampo.physical.Partitioning;
import io.sampo.physical.Sink;
import io.sampo.physical.Source;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes of a sink over all rows one or two sinks of tasks. */
final class SinkCutting {
  private final Fragmenter fragmenter;

  SinkCutting(Fragmenter fragmenter) {
    this.fragmenter = fragmenter;
  }

  /**
   * Groups: where accumulators can be merged and that leaves fewer rows to be sent, first of each
   * task's rows, then of all.
   */
  Fragmenter.Made group(Sink.Group group, Map<Draft, List<Flow>> flows, Sizes.Groups sizes) {
    if (isTogether(flows, plain(group.keys()), !group.keys().isEmpty())) {
      return local(group, flows);
    }
    List<NamedExpression> columns;
    Sink.Group last;
    Map<Draft, List<Flow>> sent;
    double rows = sizes.rows();
    if (PartialGroups.possible(group) && (sizes.areFewer() || dropsSome(group))) {
      rows = sizes.sent(fragmenter.tasks());
      List<ColumnReference> partial = PartialGroups.columns(group);
      columns = partial.stream().map(NamedExpression::of).toList();
      last = PartialGroups.merging(group);
      sent = behind(group, partial, flows);
    } else {
      columns = withArguments(group);
      last = new Sink.Group(Fragmenter.passed(group.keys()), group.states());
      sent = flows;
      Partitioning to = byFirst(group.keys().size(), rows);
      if (PartialGroups.possible(group) && fragmenter.maySplit() && to.partitions() > 1) {
        return split(last, fragmenter.write(flows, columns, to), to);
      }
    }
    List<Long> keys = group.keys().stream().map(NamedExpression::id).toList();
    return read(sent, columns, byFirst(group.keys().size(), rows), last, keys);
  }

  /** Whether tasks know of some of their groups that nobody will want them. */
  private static boolean dropsSome(Sink.Group group) {
    return group.completion().filter(completion -> !completion.kept().isEmpty()).isPresent();
  }

  /** Groups of pieces of partitions, then of all; the first only where a partition is skewed. */
  private Fragmenter.Made split(Sink.Group group, Written rows, Partitioning to) {
    var pieces = new Draft(to.partitions());
    List<ColumnReference> partial = PartialGroups.columns(group);
    var sent = behind(group, partial, Map.of(pieces, pieces.read(rows)));
    List<NamedExpression> columns = partial.stream().map(NamedExpression::of).toList();
    List<Long> keys = group.keys().stream().map(NamedExpression::id).toList();
    Fragmenter.Made made = read(sent, columns, to, PartialGroups.merging(group), keys);
    fragmenter.splits();
    return made;
  }

  /**
   * Rows in order; with a limit each task keeps only those that could be among the first.
   *
   * @param rows how many there may be
   */
  Fragmenter.Made sort(Sink.SortRows sort, Map<Draft, List<Flow>> flows, double rows) {
    if (isSingle(flows)) {
      return local(sort, flows);
    }
    boolean ordered =
        sort.order().stream().anyMatch(key -> key.expression() instanceof ColumnReference);
    // Rows of several fragments follow each other, so those of none of them may stay with its
    // tasks.
    if (sort.limit().isEmpty() && ordered && flows.size() == 1 && fragmenter.partitions(rows) > 1) {
      return sortRanges(sort, flows, fragmenter.partitions(rows));
    }
    List<NamedExpression> passed = Fragmenter.passed(sort.columns());
    var last = new Sink.SortRows(passed, sort.order(), sort.limit());
    var one = new Partitioning.Single();
    return sort.limit().isEmpty()
        ? read(flows, sort.columns(), one, last, List.of())
        : read(behind(sort, references(sort.columns()), flows), passed, one, last, List.of());
  }

  /**
   * Rows are dealt out by ranges of their keys, which are then sorted one by one. Where ranges end
   * is known by a sample of the rows, so the rows are written before they are dealt out.
   */
  private Fragmenter.Made sortRanges(
      Sink.SortRows sort, Map<Draft, List<Flow>> flows, int partitions) {
    List<NamedExpression> passed = Fragmenter.passed(sort.columns());
    List<ColumnReference> columns = references(passed);
    int tasks = Math.max(2, flows.keySet().iterator().next().tasks());
    Written rows = fragmenter.write(flows, sort.columns(), new Partitioning.ByTask(tasks));
    var sampling = new Draft(1);
    int sampled =
        sampling.add(
            sampling.read(rows), new Sink.SortRows(passed, sort.order(), Optional.empty()));
    Flow sample = Flow.of(new Source.StageRows(sampled, columns, true));
    Written bounds =
        fragmenter.write(Map.of(sampling, List.of(sample)), passed, new Partitioning.Broadcast());
    var dealing = new Draft(tasks);
    int known =
        dealing.add(dealing.read(bounds), new Sink.CollectRows(passed, 0, Optional.empty(), false));
    dealing.keepTogether();
    Written dealt =
        fragmenter.write(
            Map.of(dealing, dealing.read(rows)),
            passed,
            new Partitioning.RangeBy(sort.order(), partitions, known));
    var sorting = new Draft(partitions);
    int stage =
        sorting.add(sorting.read(dealt), new Sink.SortRows(passed, sort.order(), Optional.empty()));
    sorting.keepTogether(stage);
    return new Fragmenter.Made(sorting, stage);
  }

  /** Some rows: each task keeps as many as could be wanted of it. */
  Fragmenter.Made collect(Sink.CollectRows collect, Map<Draft, List<Flow>> flows) {
    boolean all = collect.limit().isEmpty() && collect.offset() == 0;
    if (isSingle(flows) || all && flows.size() == 1) {
      return local(collect, flows);
    }
    List<NamedExpression> passed = Fragmenter.passed(collect.columns());
    var last = new Sink.CollectRows(passed, collect.offset(), collect.limit(), collect.lastRows());
    var one = new Partitioning.Single();
    if (collect.limit().isEmpty()) {
      return read(flows, collect.columns(), one, last, List.of());
    }
    Optional<Long> most = collect.limit().map(limit -> limit + collect.offset());
    var first = new Sink.CollectRows(collect.columns(), 0, most, collect.lastRows());
    Map<Draft, List<Flow>> sent = behind(first, references(collect.columns()), flows);
    return read(sent, passed, one, last, List.of());
  }

  /** Windows: rows of a window's partition go to one task. */
  Fragmenter.Made window(Sink.WindowRows window, Map<Draft, List<Flow>> flows, double rows) {
    List<Integer> positions = new ArrayList<>();
    Set<Long> keys = new LinkedHashSet<>();
    for (Expression key : window.partitionBy()) {
      for (int i = 0; i < window.columns().size(); i++) {
        if (key instanceof ColumnReference column && window.columns().get(i).id() == column.id()) {
          positions.add(i);
          keys.add(column.id());
          break;
        }
      }
    }
    if (isTogether(flows, keys, !keys.isEmpty())) {
      return local(window, flows);
    }
    var last =
        new Sink.WindowRows(
            Fragmenter.passed(window.columns()),
            window.partitionBy(),
            window.order(),
            window.functions(),
            window.limit());
    Partitioning partitioning = Fragmenter.dealing(positions, fragmenter.partitions(rows));
    return read(flows, window.columns(), partitioning, last, List.copyOf(keys));
  }

  private Partitioning byFirst(int keys, double rows) {
    List<Integer> positions = new ArrayList<>();
    for (int i = 0; i < keys; i++) {
      positions.add(i);
    }
    return Fragmenter.dealing(positions, fragmenter.partitions(rows));
  }

  /** The ids of keys that are columns as they come; empty when one is computed. */
  private static Set<Long> plain(List<NamedExpression> keys) {
    Set<Long> ids = new LinkedHashSet<>();
    for (NamedExpression key : keys) {
      if (key.expression() instanceof ColumnReference column) {
        ids.add(column.id());
      }
    }
    return ids;
  }

  static boolean isSingle(Map<Draft, List<Flow>> flows) {
    return flows.size() == 1 && flows.keySet().iterator().next().single();
  }

  /** Whether the rows are all in one fragment and dealt out by just these keys. */
  static boolean isDealtBy(Map<Draft, List<Flow>> flows, List<NamedExpression> keys) {
    List<Long> ids = new ArrayList<>();
    for (NamedExpression key : keys) {
      if (!(key.expression() instanceof ColumnReference column)) {
        return false;
      }
      ids.add(column.id());
    }
    return flows.size() == 1 && flows.keySet().iterator().next().isDealtBy(ids);
  }

  private static boolean isTogether(Map<Draft, List<Flow>> flows, Set<Long> keys, boolean anyKeys) {
    return isSingle(flows)
        || anyKeys && flows.size() == 1 && flows.keySet().iterator().next().bringTogether(keys);
  }

  /** The sink as it is, in the one fragment that has the rows. */
  private static Fragmenter.Made local(Sink sink, Map<Draft, List<Flow>> flows) {
    var only = flows.entrySet().iterator().next();
    Draft draft = only.getKey();
    int stage = draft.add(only.getValue(), sink);
    switch (sink) {
      case Sink.Group _, Sink.WindowRows _, Sink.SortRows _ -> draft.keepTogether(stage);
      case Sink.CollectRows _,
          Sink.BuildTable _,
          Sink.Result _,
          Sink.WriteFiles _,
          Sink.ExchangeWrite _ -> {}
    }
    return new Fragmenter.Made(draft, stage);
  }

  /** A first sink in each fragment, and flows of what it made. */
  private static Map<Draft, List<Flow>> behind(
      Sink first, List<ColumnReference> columns, Map<Draft, List<Flow>> flows) {
    var behind = new LinkedHashMap<Draft, List<Flow>>();
    flows.forEach((draft, all) -> {
      int stage = draft.add(all, first);
      boolean ordered = !(first instanceof Sink.Group);
      behind.put(draft, List.of(Flow.of(new Source.StageRows(stage, columns, ordered))));
    });
    return behind;
  }

  /** Sends rows and puts the sink where they arrive. */
  private Fragmenter.Made read(
      Map<Draft, List<Flow>> flows,
      List<NamedExpression> columns,
      Partitioning partitioning,
      Sink last,
      List<Long> dealtBy) {
    Written written = fragmenter.write(flows, columns, partitioning);
    var draft = new Draft(partitioning.partitions());
    if (!dealtBy.isEmpty()) {
      draft.dealtBy(dealtBy);
    }
    int stage = draft.add(draft.read(written), last);
    draft.keepTogether(stage);
    return new Fragmenter.Made(draft, stage);
  }

  private static List<ColumnReference> references(List<NamedExpression> columns) {
    return columns.stream().map(NamedExpression::toReference).toList();
  }

  /** The keys, and the columns that accumulators are made of. */
  private static List<NamedExpression> withArguments(Sink.Group group) {
    List<NamedExpression> columns = new ArrayList<>(group.keys());
    Map<Long, ColumnReference> needed = new LinkedHashMap<>();
    for (Expression argument : Uses.of(group.states())) {
      argument.forEach(part -> {
        if (part instanceof ColumnReference column) {
          needed.merge(column.id(), column, (a, b) -> a.withNullable(a.nullable() || b.nullable()));
        }
      });
    }
    group.keys().forEach(key -> needed.remove(key.id()));
    needed.values().forEach(column -> columns.add(NamedExpression.of(column)));
    return columns;
  }
}
