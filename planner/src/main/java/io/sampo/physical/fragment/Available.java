package io.sampo.physical.fragment;

import io.sampo.physical.Step;
import io.sampo.plan.expression.ColumnReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The columns that rows have at a point of a flow. */
final class Available {
  private final Map<Long, ColumnReference> columns = new LinkedHashMap<>();

  Available(List<ColumnReference> source) {
    source.forEach(this::add);
  }

  private void add(ColumnReference column) {
    columns.put(column.id(), column);
  }

  /** The rows have gone through a step. */
  void after(Step step) {
    switch (step) {
      case Step.FilterRows filter -> {}
      case Step.CountRows count -> {}
      case Step.DropUnmatched drop -> {}
      case Step.DefineColumns define -> define.columns().forEach(named -> add(named.toReference()));
      case Step.ExpandRows expand -> expand.output().forEach(this::add);
      case Step.GenerateRows generate -> {
        add(generate.position());
        add(generate.element());
      }
      case Step.Probe probe -> {
        if (probe.kind().yieldsRight()) {
          boolean nullable =
              switch (probe.kind()) {
                case LEFT_OUTER, FULL_OUTER, LEFT_SINGLE -> true;
                case INNER,
                    RIGHT_OUTER,
                    LEFT_SEMI,
                    LEFT_ANTI,
                    LEFT_ANTI_NULL_AWARE,
                    LEFT_MARK,
                    RIGHT_SEMI,
                    RIGHT_ANTI ->
                    false;
              };
          probe.built().forEach(column -> add(nullable ? nullable(column) : column));
        }
        probe.mark().ifPresent(this::add);
      }
    }
  }

  static ColumnReference nullable(ColumnReference column) {
    return column.nullable()
        ? column
        : new ColumnReference(column.id(), column.name(), column.type(), true);
  }

  /** Those with one of the ids, in a fixed order. */
  List<ColumnReference> among(Set<Long> ids) {
    var found = new ArrayList<ColumnReference>();
    columns.values().stream().filter(column -> ids.contains(column.id())).forEach(found::add);
    return found;
  }
}
