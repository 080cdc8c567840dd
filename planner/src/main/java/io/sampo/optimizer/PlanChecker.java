package io.sampo.optimizer;

import io.sampo.optimizer.expression.References;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Join;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds plans that no right rule can make. Runs with assertions only. */
final class PlanChecker {
  private PlanChecker() {}

  /**
   * Always true, so that it may stand in an assertion.
   *
   * @throws AssertionError naming the rule and what is wrong
   */
  static boolean check(String rule, LogicalPlan before, LogicalPlan after) {
    List<String> was = before.output().stream().map(PlanChecker::identity).toList();
    List<String> is = after.output().stream().map(PlanChecker::identity).toList();
    if (!was.equals(is)) {
      throw wrong(rule, "changed the output from " + was + " to " + is, before, after);
    }
    String fault = fault(after, Set.of());
    if (!fault.isEmpty()) {
      throw wrong(rule, fault, before, after);
    }
    return true;
  }

  private static String identity(ColumnReference column) {
    return column.id() + " " + column.type().sql();
  }

  /** What is wrong with the plan whose outer plans yield those columns; empty when all is well. */
  static String fault(LogicalPlan plan, Set<Long> outer) {
    Set<Long> available = new HashSet<>(outer);
    for (LogicalPlan child : plan.children()) {
      for (long id : References.outputIds(child)) {
        if (!available.add(id) && !(plan instanceof LogicalPlan.Union)) {
          return "column " + id + " is yielded twice below " + PlanPrinter.line(plan);
        }
      }
    }
    if (plan instanceof LogicalPlan.Leaf) {
      available.addAll(References.outputIds(plan));
    }
    for (Expression expression : plan.expressions()) {
      for (ColumnReference column : References.columns(List.of(expression)).values()) {
        if (!available.contains(column.id())) {
          return column + " is missing below " + PlanPrinter.line(plan);
        }
      }
    }
    for (LogicalPlan child : plan.children()) {
      Set<Long> around = outer;
      if (plan instanceof Join join && join.dependent() && child == join.right()) {
        around = new HashSet<>(outer);
        around.addAll(References.outputIds(join.left()));
      }
      String fault = fault(child, around);
      if (!fault.isEmpty()) {
        return fault;
      }
    }
    return "";
  }

  private static AssertionError wrong(
      String rule, String what, LogicalPlan before, LogicalPlan after) {
    return new AssertionError(
        rule
            + ": "
            + what
            + "\nbefore:\n"
            + PlanPrinter.print(before)
            + "\nafter:\n"
            + PlanPrinter.print(after));
  }
}
