package io.sampo.physical.fragment;

import io.sampo.physical.AggregateState;
import io.sampo.physical.Flow;
import io.sampo.physical.Sink;
import io.sampo.physical.Stage;
import io.sampo.physical.Step;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What steps and sinks compute, and which columns they need for it. */
final class Uses {
  private Uses() {}

  static List<Expression> of(Step step) {
    return switch (step) {
      case Step.FilterRows filter -> filter.conditions();
      case Step.DefineColumns define -> expressions(define.columns());
      case Step.Probe probe -> {
        var all = new ArrayList<>(probe.probeKeys());
        probe.residual().ifPresent(all::add);
        yield all;
      }
      case Step.DropUnmatched drop -> List.copyOf(drop.keys());
      case Step.ExpandRows expand -> expand.projections().stream().flatMap(List::stream).toList();
      case Step.GenerateRows generate -> List.of(generate.elements());
      case Step.CountRows count -> List.of();
    };
  }

  static List<Expression> of(Sink sink) {
    return switch (sink) {
      case Sink.BuildTable build -> {
        var all = new ArrayList<>(expressions(build.keys()));
        all.addAll(expressions(build.payload()));
        yield all;
      }
      case Sink.Group group -> {
        var all = new ArrayList<>(expressions(group.keys()));
        all.addAll(of(group.states()));
        yield all;
      }
      case Sink.SortRows sort -> expressions(sort.columns());
      case Sink.CollectRows collect -> expressions(collect.columns());
      case Sink.WindowRows window -> expressions(window.columns());
      case Sink.Result result -> expressions(result.columns());
      case Sink.WriteFiles write -> expressions(write.columns());
      case Sink.ExchangeWrite write -> expressions(write.columns());
    };
  }

  /** What enters accumulators. */
  static List<Expression> of(List<AggregateState> states) {
    var all = new ArrayList<Expression>();
    for (AggregateState state : states) {
      all.addAll(state.arguments());
      state.filter().ifPresent(all::add);
    }
    return all;
  }

  private static List<Expression> expressions(List<NamedExpression> columns) {
    return columns.stream().map(NamedExpression::expression).toList();
  }

  /** The ids of the columns in the expressions. */
  static Set<Long> columns(List<Expression> expressions) {
    var ids = new HashSet<Long>();
    for (Expression expression : expressions) {
      expression.forEach(part -> {
        if (part instanceof ColumnReference column) {
          ids.add(column.id());
        }
      });
    }
    return ids;
  }

  /** The ids of the columns that steps and then a sink use. */
  static Set<Long> columns(List<Step> steps, Sink sink) {
    Set<Long> ids = columns(of(sink));
    steps.forEach(step -> ids.addAll(columns(of(step))));
    return ids;
  }

  /** Whether all that the stages compute is the same each time. */
  static boolean repeatable(List<Stage> stages) {
    for (Stage stage : stages) {
      var all = new ArrayList<>(of(stage.sink()));
      for (Flow flow : stage.flows()) {
        flow.steps().forEach(step -> all.addAll(of(step)));
      }
      if (all.stream().anyMatch(Uses::varies)) {
        return false;
      }
    }
    return true;
  }

  private static boolean varies(Expression expression) {
    return expression.anyMatch(
        part -> part instanceof Call call && !call.function().definition().deterministic());
  }
}
