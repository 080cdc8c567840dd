package io.sampo.optimizer;

import io.sampo.optimizer.expression.Conjuncts;
import io.sampo.optimizer.expression.References;
import io.sampo.optimizer.statistics.Estimator;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.logical.JoinKind;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Aggregate;
import io.sampo.plan.logical.LogicalPlan.Expand;
import io.sampo.plan.logical.LogicalPlan.Filter;
import io.sampo.plan.logical.LogicalPlan.Join;
import io.sampo.plan.logical.LogicalPlan.Limit;
import io.sampo.plan.logical.LogicalPlan.LocalRows;
import io.sampo.plan.logical.LogicalPlan.Project;
import io.sampo.plan.logical.LogicalPlan.RangeRows;
import io.sampo.plan.logical.LogicalPlan.Repartition;
import io.sampo.plan.logical.LogicalPlan.Sample;
import io.sampo.plan.logical.LogicalPlan.Scan;
import io.sampo.plan.logical.LogicalPlan.Sort;
import io.sampo.plan.logical.LogicalPlan.Tail;
import io.sampo.plan.logical.LogicalPlan.Union;
import io.sampo.plan.logical.LogicalPlan.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Shows plans as people read them: one line a node, inputs indented below it, the build side of a
 * join second.
 */
public final class PlanPrinter {
  private PlanPrinter() {}

  /** The plan without sizes. */
  public static String print(LogicalPlan plan) {
    var text = new StringBuilder();
    print(plan, 0, Optional.empty(), text);
    return text.toString();
  }

  /** The plan with the number of rows each node is believed to yield. */
  public static String print(LogicalPlan plan, Estimator estimator) {
    var text = new StringBuilder();
    print(plan, 0, Optional.of(estimator), text);
    return text.toString();
  }

  private static void print(
      LogicalPlan plan, int depth, Optional<Estimator> estimator, StringBuilder text) {
    text.append("  ".repeat(depth)).append(line(plan));
    estimator.ifPresent(sizes -> text.append("  ~").append(rows(sizes.rows(plan))).append(" rows"));
    text.append('\n');
    for (Expression expression : plan.expressions()) {
      expression.forEach(part ->
          References.subplan(part)
              .ifPresent(subquery -> {
                text.append("  ".repeat(depth + 2)).append("subquery:\n");
                print(subquery, depth + 3, estimator, text);
              }));
    }
    plan.children().forEach(child -> print(child, depth + 1, estimator, text));
  }

  private static String rows(double rows) {
    if (rows < 10_000) {
      return String.format(Locale.ROOT, "%.0f", rows);
    }
    return rows < 1e7
        ? String.format(Locale.ROOT, "%.0fk", rows / 1e3)
        : String.format(Locale.ROOT, "%.0fM", rows / 1e6);
  }

  /** One node without its inputs. */
  public static String line(LogicalPlan plan) {
    return switch (plan) {
      case Scan scan ->
          "Scan "
              + scan.table().name()
              + columns(scan.output())
              + (scan.predicates().isEmpty() ? "" : " where " + all(scan.predicates()));
      case LocalRows rows ->
          "LocalRows" + columns(rows.output()) + " " + rows.rows().size() + " rows";
      case RangeRows range ->
          "Range "
              + range.column()
              + " from "
              + range.start()
              + " to "
              + range.end()
              + " step "
              + range.step();
      case Project project -> "Project " + list(project.columns());
      case Filter filter -> "Filter " + all(Conjuncts.split(filter.condition()));
      case Join join -> join(join);
      case Aggregate aggregate ->
          "Aggregate"
              + (aggregate.keys().isEmpty() ? "" : " by " + list(aggregate.keys()))
              + (aggregate.aggregates().isEmpty() ? "" : ": " + list(aggregate.aggregates()));
      case Expand expand ->
          "Expand" + columns(expand.output()) + " to " + list(expand.projections());
      case LogicalPlan.Generate generate ->
          (generate.outer() ? "Generate outer " : "Generate ")
              + generate.elements()
              + columns(List.of(generate.position(), generate.element()));
      case Window window ->
          "Window "
              + list(window.functions())
              + window.limit().map(limit -> " where " + limit).orElse("");
      case Sort sort ->
          (sort.limit().isPresent() ? "TopN " + sort.limit().get() + " by " : "Sort by ")
              + list(sort.keys())
              + (sort.global() ? "" : " within partitions");
      case Limit limit ->
          "Limit"
              + limit.count().map(count -> " " + count).orElse("")
              + (limit.offset() > 0 ? " offset " + limit.offset() : "");
      case Tail tail -> "Tail " + tail.count();
      case Union union -> "Union" + columns(union.output());
      case Sample sample ->
          "Sample "
              + sample.fraction()
              + (sample.withReplacement() ? " with replacement" : "")
              + " seed "
              + sample.seed();
      case Repartition repartition ->
          (repartition.shuffle() ? "Repartition" : "Coalesce")
              + repartition.partitions().map(count -> " to " + count).orElse("")
              + (repartition.keys().isEmpty() ? "" : " by " + list(repartition.keys()));
    };
  }

  private static String join(Join join) {
    String kind =
        join.condition().equals(Literal.TRUE) && join.kind() == JoinKind.INNER
            ? "CROSS"
            : join.kind().name();
    return "Join "
        + kind
        + (join.dependent() ? " dependent" : "")
        + join.mark().map(mark -> " as " + mark).orElse("")
        + (join.condition().equals(Literal.TRUE)
            ? ""
            : " on " + all(Conjuncts.split(join.condition())));
  }

  private static String columns(List<ColumnReference> columns) {
    return columns.stream().map(String::valueOf).collect(Collectors.joining(", ", " [", "]"));
  }

  private static String list(List<?> parts) {
    return parts.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String all(List<Expression> conjuncts) {
    var parts = new ArrayList<String>();
    for (Expression conjunct : conjuncts) {
      String text = conjunct.toString();
      boolean bracketed = text.startsWith("(") && text.endsWith(")") && closesLast(text);
      parts.add(bracketed ? text.substring(1, text.length() - 1) : text);
    }
    return parts.isEmpty() ? "true" : String.join(" AND ", parts);
  }

  /** Whether the first bracket is closed by the last one. */
  private static boolean closesLast(String text) {
    int open = 0;
    for (int i = 0; i < text.length(); i++) {
      open += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
      if (open == 0) {
        return i == text.length() - 1;
      }
    }
    return false;
  }
}
