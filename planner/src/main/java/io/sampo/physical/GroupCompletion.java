package io.sampo.physical;

import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.types.ByteType;
import io.sampo.types.DataType;
import io.sampo.types.DateType;
import io.sampo.types.IntegerType;
import io.sampo.types.LongType;
import io.sampo.types.ShortType;
import io.sampo.types.TimestampNtzType;
import io.sampo.types.TimestampType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the groups that a scan completes on its way ({@link Completion}). */
final class GroupCompletion {
  private final List<Stage> stages;

  private GroupCompletion(List<Stage> stages) {
    this.stages = stages;
  }

  /** The same stages, with what is found. */
  static List<Stage> find(List<Stage> stages) {
    var finding = new GroupCompletion(stages);
    return stages.stream().map(finding::with).toList();
  }

  private Stage with(Stage stage) {
    if (!(stage.sink() instanceof Sink.Group group)
        || stage.flows().size() != 1
        || !(stage.flows().getFirst().source() instanceof Source.TableScan scan)
        || group.states().stream().anyMatch(s -> s.kind() == AggregateState.Kind.HEAP)) {
      return stage;
    }
    for (int key = 0; key < group.keys().size(); key++) {
      Optional<ColumnReference> column =
          stored(group.keys().get(key).expression(), stage.flows().getFirst().steps())
              .filter(scan.output()::contains)
              .filter(stored -> isWhole(stored.type()))
              .filter(stored -> scan.table().statistics().column(stored.name()).clustered());
      if (column.isPresent()) {
        var completion = new Completion(key, column.get().name(), kept(stage.id()));
        var completed = new Sink.Group(group.keys(), group.states(), Optional.of(completion));
        return new Stage(stage.id(), stage.flows(), completed);
      }
    }
    return stage;
  }

  /** Whether values of a type are stored as whole numbers, in their order. */
  private static boolean isWhole(DataType type) {
    return type instanceof ByteType
        || type instanceof ShortType
        || type instanceof IntegerType
        || type instanceof LongType
        || type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNtzType;
  }

  /** The column behind an expression that only gives it other names. */
  private static Optional<ColumnReference> stored(Expression expression, List<Step> steps) {
    Expression current = expression;
    for (Step step : steps.reversed()) {
      if (!(current instanceof ColumnReference column)) {
        return Optional.empty();
      }
      if (step instanceof Step.DefineColumns define) {
        current =
            define.columns().stream()
                .filter(named -> named.id() == column.id())
                .findFirst()
                .map(NamedExpression::expression)
                .orElse(current);
      }
    }
    return current instanceof ColumnReference column ? Optional.of(column) : Optional.empty();
  }

  /** What the one reader of a stage's rows does up to its last filter. */
  private List<Step> kept(int stage) {
    List<Flow> readers =
        stages.stream()
            .flatMap(other -> other.flows().stream())
            .filter(flow -> flow.source() instanceof Source.StageRows rows && rows.stage() == stage)
            .toList();
    if (readers.size() != 1) {
      return List.of();
    }
    var kept = new ArrayList<Step>();
    var pending = new ArrayList<Step>();
    for (Step step : readers.getFirst().steps()) {
      if (step instanceof Step.DefineColumns define && areSteady(expressions(define))) {
        pending.add(step);
      } else if (step instanceof Step.FilterRows filter && areSteady(filter.conditions())) {
        kept.addAll(pending);
        kept.add(step);
        pending.clear();
      } else {
        break;
      }
    }
    return kept;
  }

  private static List<Expression> expressions(Step.DefineColumns define) {
    return define.columns().stream().map(NamedExpression::expression).toList();
  }

  /** Whether expressions yield the same each time. */
  private static boolean areSteady(List<Expression> expressions) {
    return expressions.stream()
        .noneMatch(expression ->
            expression.anyMatch(part ->
                part instanceof Call call && !call.function().definition().deterministic()));
  }
}
