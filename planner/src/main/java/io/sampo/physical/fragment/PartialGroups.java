package io.sampo.physical.fragment;

import io.sampo.physical.AggregateState;
import io.sampo.physical.Sink;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Groups in two steps: accumulators first, then accumulators of accumulators. */
final class PartialGroups {
  private PartialGroups() {}

  /** Whether accumulators of parts of the rows can be merged once they are columns. */
  static boolean possible(Sink.Group group) {
    return group.states().stream().noneMatch(state -> state.kind() == AggregateState.Kind.HEAP);
  }

  /** The columns of the first step's rows: keys, then accumulators. */
  static List<ColumnReference> columns(Sink.Group group) {
    var columns = new ArrayList<ColumnReference>();
    group.keys().forEach(key -> columns.add(key.toReference()));
    group.states().forEach(state -> columns.addAll(state.columns()));
    return columns;
  }

  /** The second step; its columns are those of the first. */
  static Sink.Group merging(Sink.Group group) {
    List<NamedExpression> keys =
        group.keys().stream().map(key -> NamedExpression.of(key.toReference())).toList();
    return new Sink.Group(keys, group.states().stream().map(PartialGroups::merging).toList());
  }

  private static AggregateState merging(AggregateState state) {
    AggregateState.Kind kind =
        switch (state.kind()) {
          case COUNT, SUM -> AggregateState.Kind.SUM;
          case SUM_DOUBLE, SUM_PRODUCT -> AggregateState.Kind.SUM_DOUBLE;
          case MIN -> AggregateState.Kind.MIN;
          case MAX -> AggregateState.Kind.MAX;
          case ANY -> AggregateState.Kind.ANY;
          case HEAP -> throw new IllegalStateException("accumulators on the heap do not travel");
        };
    return new AggregateState(
        state.columns(),
        kind,
        List.<Expression>copyOf(state.columns()),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }
}
