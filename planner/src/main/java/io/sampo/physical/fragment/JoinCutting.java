package io.sampo.physical.fragment;

import io.sampo.physical.Flow;
import io.sampo.physical.Partitioning;
import io.sampo.physical.Sink;
import io.sampo.physical.Source;
import io.sampo.physical.Stage;
import io.sampo.physical.Step;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.ColumnIds;
import io.sampo.plan.logical.JoinKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes the flows of a stage to their end. Where a flow looks up a table of which each task has a
 * partition, its rows are dealt out alike and it goes on in the join's fragment.
 */
final class JoinCutting {
  private final Fragmenter fragmenter;
  private final ColumnIds ids;
  private final Sink sink;

  JoinCutting(Fragmenter fragmenter, ColumnIds ids, Sink sink) {
    this.fragmenter = fragmenter;
    this.ids = ids;
    this.sink = sink;
  }

  /** Flows of one fragment that meet the same look-up are cut together. */
  private record Cut(Draft draft, Step.Probe probe) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Cut cut && cut.draft == draft && cut.probe == probe;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(draft) * 31 + System.identityHashCode(probe);
    }
  }

  /**
   * The flows at their end.
   *
   * @param waiting flows of built rows, which start where those who look the rows up have arrived
   * @param starting begins such a flow
   */
  List<Way> advance(
      List<Way> ways,
      List<Flow> waiting,
      Function<Flow, Way> starting,
      Map<Integer, BuiltTable> tables) {
    List<Way> current = ways;
    var pending = new ArrayList<>(waiting);
    while (true) {
      var cuts = new LinkedHashMap<Cut, List<Way>>();
      var next = new ArrayList<Way>();
      var stopped = new ArrayList<Way>();
      List<Way> moving = current;
      while (!moving.isEmpty()) {
        for (Way way : moving) {
          Step.Probe probe = way.advance(tables);
          if (probe != null && joinHere(way, probe, tables)) {
            probe = way.advance(tables);
          }
          if (probe == null) {
            next.add(way);
          } else {
            cuts.computeIfAbsent(new Cut(way.draft(), probe), any -> new ArrayList<>()).add(way);
          }
          stopped.add(way);
        }
        moving = started(pending, stopped, starting);
      }
      if (cuts.isEmpty()) {
        return next;
      }
      boolean allWait =
          cuts.keySet().stream().allMatch(cut -> isAwaited(cut.draft(), stopped, pending, tables));
      cuts.forEach((cut, together) -> {
        if (!allWait && isAwaited(cut.draft(), stopped, pending, tables)) {
          next.addAll(together);
        } else {
          BuiltTable table = Objects.requireNonNull(tables.get(cut.probe().stage()));
          next.add(cut(cut, together, table));
        }
      });
      current = next;
    }
  }

  /** Whether rows that are elsewhere are still to come to a join, which must not end before. */
  private static boolean isAwaited(
      Draft join, List<Way> ways, List<Flow> pending, Map<Integer, BuiltTable> tables) {
    for (Way way : ways) {
      if (way.draft() != join && comesTo(join, way.left(), tables)) {
        return true;
      }
    }
    for (Flow flow : pending) {
      boolean starts =
          flow.source() instanceof Source.BuiltRows rows
              && Objects.requireNonNull(tables.get(rows.stage())).join() == join;
      if (starts || comesTo(join, flow.steps(), tables)) {
        return true;
      }
    }
    return false;
  }

  private static boolean comesTo(Draft join, List<Step> left, Map<Integer, BuiltTable> tables) {
    for (Step step : left) {
      if (step instanceof Step.Probe probe) {
        BuiltTable table = Objects.requireNonNull(tables.get(probe.stage()));
        if (table.join() == join && table.probe() == probe) {
          return true;
        }
      }
    }
    return false;
  }

  /** Begins the flows of built rows that no flow is still to look up; they go on from there. */
  private static List<Way> started(
      List<Flow> pending, List<Way> stopped, Function<Flow, Way> starting) {
    var marking = new HashSet<Integer>();
    stopped.forEach(way -> marking.addAll(Stage.marked(way.left())));
    pending.forEach(flow -> marking.addAll(Stage.marked(flow.steps())));
    List<Flow> free =
        pending.stream()
            .filter(flow ->
                !(flow.source() instanceof Source.BuiltRows rows && marking.contains(rows.stage())))
            .toList();
    pending.removeAll(free);
    return free.stream().map(starting).toList();
  }

  /**
   * Has the table built where the rows are, when they are dealt out by the look-up's keys already
   * and the table is not built elsewhere yet.
   */
  private static boolean joinHere(Way way, Step.Probe probe, Map<Integer, BuiltTable> tables) {
    BuiltTable table = Objects.requireNonNull(tables.get(probe.stage()));
    List<Long> keys = new ArrayList<>();
    for (Expression key : probe.probeKeys()) {
      if (key instanceof ColumnReference column) {
        keys.add(column.id());
      }
    }
    Draft here = way.draft();
    if (keys.isEmpty()
        || keys.size() < probe.probeKeys().size()
        || table.written().exchanges().isEmpty()
        || Objects.requireNonNull(table.join()).isProbed()
        || Objects.requireNonNull(table.join()).tasks() != here.tasks()
        || !here.isDealtBy(keys)) {
      return false;
    }
    int local = here.add(here.read(table.written()), table.sink());
    tables.put(
        probe.stage(),
        new BuiltTable(
            table.stage(),
            table.written(),
            table.sink(),
            table.probe(),
            here,
            local,
            null,
            table.candidates()));
    dealt(probe, table, here, probe.probeKeys());
    return true;
  }

  private Way cut(Cut cut, List<Way> ways, BuiltTable table) {
    Draft join = Objects.requireNonNull(table.join());
    List<NamedExpression> columns = new ArrayList<>(passing(ways));
    List<Integer> positions = new ArrayList<>();
    List<Expression> keys = new ArrayList<>();
    for (Expression key : cut.probe().probeKeys()) {
      int position = position(key, columns);
      positions.add(position);
      keys.add(columns.get(position).toReference());
    }
    List<Flow> flows = withPartners(cut, ways, table);
    Partitioning partitioning =
        table.isApart()
            ? new Partitioning.Broadcast()
            : Fragmenter.dealing(positions, join.tasks());
    int exchange = fragmenter.write(cut.draft(), flows, columns, partitioning);
    join.probed();
    if (!table.isApart()) {
      dealt(cut.probe(), table, join, keys);
    }
    List<ColumnReference> output = columns.stream().map(NamedExpression::toReference).toList();
    List<Step> left = new ArrayList<>(ways.getFirst().left());
    left.set(0, probe(cut.probe(), keys));
    Flow read = join.read(new Written(List.of(exchange), output)).getFirst();
    return new Way(join, read.source(), left, List.of());
  }

  /**
   * The flows to be sent: where the table is small and rows without a partner in it do not count,
   * those are dropped before.
   */
  private List<Flow> withPartners(Cut cut, List<Way> ways, BuiltTable table) {
    List<Flow> flows = ways.stream().map(Way::flow).toList();
    Step.Probe probe = cut.probe();
    if (!countsPartnersOnly(probe.kind())
        || !fragmenter.isSmallFor(probe, table)
        || ways.stream().allMatch(way -> fragmenter.haveMostKeys(probe, table, way.source()))) {
      return flows;
    }
    int keys = cut.draft().keys(table);
    if (keys < 0) {
      return flows;
    }
    var filter =
        new Step.Probe(
            keys,
            JoinKind.LEFT_SEMI,
            probe.probeKeys(),
            probe.nullSafe(),
            table.sink().keys().stream().map(NamedExpression::toReference).toList(),
            Optional.empty(),
            Optional.empty(),
            false);
    return ways.stream().map(way -> way.flow(table.stage(), keys).with(filter)).toList();
  }

  private static boolean countsPartnersOnly(JoinKind kind) {
    return switch (kind) {
      case INNER, RIGHT_OUTER, RIGHT_SEMI, RIGHT_ANTI -> true;
      case LEFT_OUTER,
          FULL_OUTER,
          LEFT_SEMI,
          LEFT_ANTI,
          LEFT_ANTI_NULL_AWARE,
          LEFT_SINGLE,
          LEFT_MARK ->
          false;
    };
  }

  /** The columns that rows take along: those needed later. */
  private List<NamedExpression> passing(List<Way> ways) {
    var columns = new LinkedHashMap<Long, ColumnReference>();
    for (Way way : ways) {
      Set<Long> used = Uses.columns(way.left(), sink);
      for (ColumnReference column : way.available().among(used)) {
        columns.merge(
            column.id(), column, (a, b) -> a.nullable() ? a : a.withNullable(b.nullable()));
      }
    }
    return columns.values().stream().map(NamedExpression::of).toList();
  }

  /** Where a key is among the columns; added unless it is there. */
  private int position(Expression key, List<NamedExpression> columns) {
    for (int i = 0; i < columns.size(); i++) {
      if (key instanceof ColumnReference column && columns.get(i).id() == column.id()) {
        return i;
      }
    }
    columns.add(new NamedExpression(ids.next(), "key", key));
    return columns.size() - 1;
  }

  private static Step.Probe probe(Step.Probe probe, List<Expression> keys) {
    return new Step.Probe(
        probe.stage(),
        probe.kind(),
        keys,
        probe.nullSafe(),
        probe.built(),
        probe.residual(),
        probe.mark(),
        probe.trackMatches());
  }

  /** Remembers by which columns rows are dealt out behind the look-up. */
  private static void dealt(
      Step.Probe probe, BuiltTable table, Draft join, List<Expression> probeKeys) {
    boolean haveProbeKeys =
        switch (probe.kind()) {
          case INNER, LEFT_OUTER, LEFT_SEMI, LEFT_ANTI, LEFT_SINGLE -> true;
          case LEFT_ANTI_NULL_AWARE, LEFT_MARK, RIGHT_OUTER, FULL_OUTER, RIGHT_SEMI, RIGHT_ANTI ->
              false;
        };
    boolean haveBuiltKeys =
        switch (probe.kind()) {
          case INNER, RIGHT_OUTER, RIGHT_SEMI, RIGHT_ANTI -> true;
          case LEFT_OUTER,
              LEFT_SEMI,
              LEFT_ANTI,
              LEFT_SINGLE,
              LEFT_ANTI_NULL_AWARE,
              LEFT_MARK,
              FULL_OUTER ->
              false;
        };
    if (haveProbeKeys && !probeKeys.isEmpty()) {
      join.dealtBy(probeKeys.stream().map(key -> ((ColumnReference) key).id()).toList());
    }
    if (haveBuiltKeys && !probeKeys.isEmpty()) {
      join.dealtBy(table.sink().keys().stream().map(NamedExpression::id).toList());
    }
  }
}
