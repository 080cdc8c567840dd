package io.sampo.runtime.join;

import io.sampo.physical.Flow;
import io.sampo.physical.Sink;
import io.sampo.physical.Source;
import io.sampo.physical.Step;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.JoinKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * A flow cut in two at a probe:
 *
 * <pre>
 * source -> before -> probe -> behind => sink
 *
 * becomes    source -> before => rows by the hash of the probe's keys
 * and        rows -> definitions -> probe -> behind => sink
 * </pre>
 *
 * Columns that are computed from others are not carried along but defined anew behind the cut:
 * evaluating them earlier could raise errors for rows that the probe drops.
 *
 * @param before the first part, up to the probe
 * @param rows what the first part keeps of each row: the probe's keys, then what the second part
 *     needs
 * @param columns the columns of these rows
 * @param definitions steps that define further columns from them
 * @param probe the probe, its keys being columns of the rows
 * @param behind the steps behind the probe
 */
public record FlowCut(
    Flow before,
    Sink.BuildTable rows,
    List<ColumnReference> columns,
    List<Step> definitions,
    Step.Probe probe,
    List<Step> behind) {
  public FlowCut {
    columns = List.copyOf(columns);
    definitions = List.copyOf(definitions);
    behind = List.copyOf(behind);
  }

  /**
   * Cuts a flow.
   *
   * @param at the index of the probe among the steps
   * @param ids yields ids for computed keys that no other column has
   */
  public static FlowCut of(Flow flow, int at, Sink sink, LongSupplier ids) {
    var probe = (Step.Probe) flow.steps().get(at);
    List<Step> behind = flow.steps().subList(at + 1, flow.steps().size());
    var before = new Flow(flow.source(), flow.steps().subList(0, at), flow.after());
    var here = new ColumnsAt(before);
    Set<Long> needed = needed(probe, behind, sink);
    List<NamedExpression> definitions = here.definitions(needed);
    List<NamedExpression> keys = keys(probe, here, ids);
    var already = new HashSet<Long>();
    keys.forEach(key -> already.add(key.id()));
    List<NamedExpression> payload = new ArrayList<>();
    for (ColumnReference column : here.stored(needed)) {
      if (!already.contains(column.id())) {
        payload.add(NamedExpression.of(column));
      }
    }
    var rows = new Sink.BuildTable(keys, probe.nullSafe(), payload, !dropsNullKeys(probe.kind()));
    var columns = new ArrayList<ColumnReference>();
    keys.forEach(key -> columns.add(key.toReference()));
    payload.forEach(column -> columns.add(column.toReference()));
    return new FlowCut(
        before,
        rows,
        columns,
        definitions.isEmpty() ? List.of() : List.of(new Step.DefineColumns(definitions)),
        withKeys(probe, keys),
        behind);
  }

  /** Whether a row with a null key that equals nothing leaves no trace. */
  private static boolean dropsNullKeys(JoinKind kind) {
    return switch (kind) {
      case INNER, RIGHT_OUTER, LEFT_SEMI, RIGHT_SEMI, RIGHT_ANTI -> true;
      case LEFT_OUTER, FULL_OUTER, LEFT_ANTI, LEFT_ANTI_NULL_AWARE, LEFT_SINGLE, LEFT_MARK -> false;
    };
  }

  private static Step.Probe withKeys(Step.Probe probe, List<NamedExpression> keys) {
    return new Step.Probe(
        probe.stage(),
        probe.kind(),
        keys.stream().<Expression>map(NamedExpression::toReference).toList(),
        probe.nullSafe(),
        probe.built(),
        probe.residual(),
        probe.mark(),
        probe.trackMatches());
  }

  private static List<NamedExpression> keys(Step.Probe probe, ColumnsAt here, LongSupplier ids) {
    var keys = new ArrayList<NamedExpression>();
    var taken = new HashSet<Long>();
    for (Expression key : probe.probeKeys()) {
      boolean asItIs =
          key instanceof ColumnReference column
              && here.stored(column.id()).isPresent()
              && taken.add(column.id());
      keys.add(
          asItIs
              ? NamedExpression.of(here.stored(((ColumnReference) key).id()).orElseThrow())
              : new NamedExpression(ids.getAsLong(), "key", key));
    }
    return keys;
  }

  /** The ids of all columns that the probe's condition, the steps behind it and the sink use. */
  private static Set<Long> needed(Step.Probe probe, List<Step> behind, Sink sink) {
    var needed = new HashSet<Long>();
    probe.residual().ifPresent(condition -> ColumnsAt.collect(condition, needed));
    behind.forEach(step -> ColumnsAt.uses(step).forEach(used -> ColumnsAt.collect(used, needed)));
    ColumnsAt.uses(sink).forEach(used -> ColumnsAt.collect(used, needed));
    return needed;
  }

  /** The second part as a whole. */
  public Flow rest() {
    var steps = new ArrayList<Step>(definitions);
    steps.add(probe);
    steps.addAll(behind);
    return rows(steps);
  }

  /**
   * The same cut with fewer steps behind it.
   *
   * @param first the first of two parts that {@link #rest()} was cut into
   */
  public FlowCut upTo(Flow first) {
    int probeAt = definitions.size();
    return new FlowCut(
        before,
        rows,
        columns,
        definitions,
        probe,
        first.steps().subList(probeAt + 1, first.steps().size()));
  }

  /** A flow of the cut's rows through other steps. */
  public Flow rows(List<Step> steps) {
    return new Flow(new Source.StageRows(probe.stage(), columns, false), steps, List.of());
  }

  /** Keeps the rows of the cut as they are. */
  public Sink.BuildTable sameRows() {
    int keys = rows.keys().size();
    List<NamedExpression> all = columns.stream().map(NamedExpression::of).toList();
    return new Sink.BuildTable(
        all.subList(0, keys), rows.nullSafe(), all.subList(keys, all.size()), true);
  }
}
