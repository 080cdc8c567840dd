package io.sampo.runtime.engine;

import io.sampo.physical.FileTarget;
import io.sampo.physical.StageGraph;
import io.sampo.physical.WriteLowering;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.logical.ColumnIds;
import io.sampo.plan.logical.LogicalPlan;
import java.util.ArrayList;
import java.util.List;

/** Makes of a query one that writes. */
final class WriteStart {
  private WriteStart() {}

  /** Describes where to write. */
  @FunctionalInterface
  interface Target {
    FileTarget of(FileTarget.Spread spread, List<ColumnReference> report);
  }

  /**
   * @param plan the query's resolved plan, which says over how many files it wants to be spread
   */
  static StageGraph writing(StageGraph query, LogicalPlan plan, ColumnIds ids, Target target) {
    return WriteLowering.writing(query, target.of(spread(plan), WriteLowering.report(ids)));
  }

  private static FileTarget.Spread spread(LogicalPlan plan) {
    LogicalPlan top = plan;
    while (top instanceof LogicalPlan.Project project) {
      top = project.child();
    }
    if (!(top instanceof LogicalPlan.Repartition wish) || wish.partitions().isEmpty()) {
      return new FileTarget.Spread.AsTheyCome();
    }
    int tasks = wish.partitions().get();
    return wish.shuffle()
        ? new FileTarget.Spread.Exactly(tasks, positions(wish.keys(), plan.output()))
        : new FileTarget.Spread.AtMost(tasks);
  }

  /** Where the keys are among the columns; nothing when one of them is not there as it is. */
  private static List<Integer> positions(List<Expression> keys, List<ColumnReference> columns) {
    var positions = new ArrayList<Integer>();
    for (Expression key : keys) {
      for (int i = 0; i < columns.size(); i++) {
        if (key instanceof ColumnReference column && columns.get(i).id() == column.id()) {
          positions.add(i);
          break;
        }
      }
    }
    return positions.size() == keys.size() ? positions : List.of();
  }
}
