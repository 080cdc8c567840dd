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
    return group.columns();
  }

  /** The second step; its columns are those of the first. */
  static Sink.Group merging(Sink.Group group) {
    List<NamedExpression> keys =
        group.keys().stream().map(key -> NamedExpression.of(key.toReference())).toList();
    return new Sink.Group(keys, group.states().stream().map(PartialGroups::merging).toList());
  }

  private static AggregateState merging(AggregateState state) {
    if (state.kind() == AggregateState.Kind.FIRST) {
      return first(state);
    }
    AggregateState.Kind kind =
        switch (state.kind()) {
          case COUNT, SUM -> AggregateState.Kind.SUM;
          case SUM_DOUBLE, SUM_PRODUCT -> AggregateState.Kind.SUM_DOUBLE;
          case MIN -> AggregateState.Kind.MIN;
          case MAX -> AggregateState.Kind.MAX;
          case FIRST, HEAP -> throw new IllegalStateException("not merged column by column");
        };
    return new AggregateState(
        state.columns(),
        kind,
        List.<Expression>copyOf(state.columns()),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  /** The first of the rows that were the first of parts; of an empty part there is none. */
  private static AggregateState first(AggregateState state) {
    List<ColumnReference> keys = state.keyColumns();
    var arguments =
        new ArrayList<Expression>(state.columns().subList(1 + keys.size(), state.columns().size()));
    arguments.addAll(keys);
    return new AggregateState(
        state.columns(),
        AggregateState.Kind.FIRST,
        arguments,
        Optional.empty(),
        state.columnOrder(),
        Optional.of(state.columns().getFirst()));
  }
}
