package io.sampo.runtime.operator;

import io.sampo.codegen.vector.ScanPredicate;
import io.sampo.physical.Flow;
import io.sampo.physical.Source;
import io.sampo.physical.Step;
import io.sampo.plan.expression.ColumnReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides, when the hash tables are built, what a flow's runtime filters do: what its scan skips
 * by, and which rows it drops early. A table that has a partner for most rows filters nothing; of
 * one on disk it is known, about, which keys it has ({@link KeyFilter}), and since a row without a
 * partner would be dealt out before it is dropped, the look-up that drops it is early in any case.
 */
final class EarlyDrops {
  private final QueryRun query;

  EarlyDrops(QueryRun query) {
    this.query = query;
  }

  /** The stages by whose keys the flow's scan skips. */
  static Set<Integer> skippedBy(Flow flow) {
    var stages = new HashSet<Integer>();
    if (flow.source() instanceof Source.TableScan) {
      atSource(flow).forEach(drop -> stages.add(drop.stage()));
    }
    return stages;
  }

  /** The stages in whose tables the flow's rows are looked up early. */
  static Set<Integer> droppedBy(Flow flow) {
    var stages = new HashSet<Integer>();
    for (Step step : flow.steps()) {
      if (step instanceof Step.DropUnmatched drop) {
        stages.add(drop.stage());
      }
    }
    return stages;
  }

  /** The steps that see every row that was not filtered. */
  private static List<Step.DropUnmatched> atSource(Flow flow) {
    var drops = new ArrayList<Step.DropUnmatched>();
    for (Step step : flow.steps()) {
      if (step instanceof Step.DropUnmatched drop) {
        drops.add(drop);
      } else if (!(step instanceof Step.FilterRows || step instanceof Step.CountRows)) {
        return drops;
      }
    }
    return drops;
  }

  /** What rows of the flow's scan have to fulfil for a look-up to find something. */
  List<ScanPredicate> predicates(Flow flow) {
    var predicates = new ArrayList<ScanPredicate>();
    if (flow.source() instanceof Source.TableScan scan) {
      for (Step.DropUnmatched drop : atSource(flow)) {
        if (query.output(drop.stage()) instanceof StageOutput.Table built) {
          for (int i = 0; i < built.keys().size(); i++) {
            int column = indexOf(scan, drop.keys().get(i));
            if (column >= 0) {
              built.keys().get(i).predicate(column).ifPresent(predicates::add);
            }
          }
        }
      }
    }
    return predicates;
  }

  private static int indexOf(Source.TableScan scan, ColumnReference key) {
    for (int i = 0; i < scan.output().size(); i++) {
      if (scan.output().get(i).id() == key.id()) {
        return i;
      }
    }
    return -1;
  }

  /** The flow without the steps that do not pay, of several the smallest table first. */
  Flow paying(Flow flow) {
    if (flow.steps().stream().noneMatch(Step.DropUnmatched.class::isInstance)) {
      return flow;
    }
    var steps = new ArrayList<Step>();
    var drops = new ArrayList<Step.DropUnmatched>();
    for (Step step : flow.steps()) {
      if (step instanceof Step.DropUnmatched drop) {
        drops.add(drop);
        continue;
      }
      addPaying(drops, steps);
      steps.add(step);
    }
    addPaying(drops, steps);
    return new Flow(flow.source(), steps, flow.after());
  }

  private void addPaying(List<Step.DropUnmatched> drops, List<Step> steps) {
    drops.removeIf(drop -> !pays(drop));
    drops.sort(Comparator.comparingLong(this::builtRows));
    steps.addAll(drops);
    drops.clear();
  }

  private long builtRows(Step.DropUnmatched drop) {
    return switch (query.output(drop.stage())) {
      case StageOutput.Table built -> built.table().rowCount();
      case StageOutput.SpilledTable built -> built.build().rows();
      case StageOutput.Rows rows -> rows.rows().count();
    };
  }

  private boolean pays(Step.DropUnmatched drop) {
    boolean possible =
        switch (query.output(drop.stage())) {
          case StageOutput.Table _ -> !drop.scanOnly();
          case StageOutput.SpilledTable built -> built.build().filter().isPresent();
          case StageOutput.Rows _ -> false;
        };
    return possible
        && query.context().settings().codegen()
        && builtRows(drop) <= Step.DropUnmatched.MOST_KEPT * drop.values();
  }
}
