package io.sampo.optimizer.rule;

import io.sampo.optimizer.expression.References;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
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
import io.sampo.plan.logical.LogicalPlan.Unary;
import io.sampo.plan.logical.LogicalPlan.Union;
import io.sampo.plan.logical.LogicalPlan.Window;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Columns, aggregates and window functions that nothing above uses are never made, down to the
 * columns a scan reads.
 *
 * <p>Looks at the whole plan, since what is used is known from the root only. Adds no projections
 * except below a union, whose columns go by position.
 */
public final class PruneColumns implements Rule<LogicalPlan> {
  @Override
  public Optional<LogicalPlan> apply(LogicalPlan root, RuleContext context) {
    LogicalPlan pruned = prune(root, References.outputIds(root));
    return pruned == root ? Optional.empty() : Optional.of(exactly(pruned, root.output()));
  }

  private static LogicalPlan prune(LogicalPlan plan, Set<Long> required) {
    return switch (plan) {
      case Scan scan -> scan(scan, required);
      case LocalRows rows -> rows(rows, required);
      case RangeRows range -> range;
      case Project project -> {
        List<NamedExpression> kept = kept(project.columns(), required);
        Project narrower =
            kept.size() == project.columns().size() ? project : new Project(project.child(), kept);
        yield into(narrower, Set.of());
      }
      case Aggregate aggregate -> {
        List<NamedExpression> kept = kept(aggregate.aggregates(), required);
        yield into(
            kept.size() == aggregate.aggregates().size()
                ? aggregate
                : new Aggregate(aggregate.child(), aggregate.keys(), kept),
            Set.of());
      }
      case Window window -> {
        List<NamedExpression> kept = kept(window.functions(), required);
        if (kept.isEmpty() && window.limit().isEmpty()) {
          yield prune(window.child(), required);
        }
        yield into(
            kept.size() == window.functions().size()
                ? window
                : new Window(window.child(), kept, window.limit()),
            required);
      }
      case Expand expand -> into(expand(expand, required), Set.of());
      case Union union -> union(union, required);
      case Join join -> join(join, required);
      case Filter _, Sort _, Limit _, Tail _, Sample _, LogicalPlan.Generate _, Repartition _ ->
          into((Unary) plan, required);
    };
  }

  /** Prunes below a node that passes the given columns through. */
  private static LogicalPlan into(Unary node, Set<Long> passed) {
    Set<Long> needed = new HashSet<>(passed);
    needed.addAll(References.columns(node.expressions()).keySet());
    LogicalPlan child = prune(node.child(), needed);
    return child == node.child() ? node : node.withChild(child);
  }

  private static List<NamedExpression> kept(List<NamedExpression> columns, Set<Long> required) {
    return columns.stream().filter(column -> required.contains(column.id())).toList();
  }

  private static LogicalPlan scan(Scan scan, Set<Long> required) {
    Set<Long> needed = new HashSet<>(required);
    needed.addAll(References.columns(scan.predicates()).keySet());
    List<ColumnReference> kept =
        scan.output().stream().filter(column -> needed.contains(column.id())).toList();
    return kept.size() == scan.output().size()
        ? scan
        : new Scan(scan.table(), kept, scan.predicates());
  }

  private static LogicalPlan rows(LocalRows rows, Set<Long> required) {
    List<ColumnReference> kept =
        rows.output().stream().filter(column -> required.contains(column.id())).toList();
    if (kept.size() == rows.output().size()) {
      return rows;
    }
    var narrower = new ArrayList<@Nullable Object[]>();
    for (@Nullable Object[] row : rows.rows()) {
      @Nullable Object[] values = new Object[kept.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = row[rows.output().indexOf(kept.get(i))];
      }
      narrower.add(values);
    }
    return new LocalRows(kept, narrower);
  }

  private static Expand expand(Expand expand, Set<Long> required) {
    List<Integer> kept = positions(expand.output(), required);
    if (kept.size() == expand.output().size()) {
      return expand;
    }
    List<List<Expression>> projections =
        expand.projections().stream()
            .map(projection -> kept.stream().map(projection::get).toList())
            .toList();
    return new Expand(
        expand.child(), kept.stream().map(expand.output()::get).toList(), projections);
  }

  private static List<Integer> positions(List<ColumnReference> columns, Set<Long> required) {
    var kept = new ArrayList<Integer>();
    for (int i = 0; i < columns.size(); i++) {
      if (required.contains(columns.get(i).id())) {
        kept.add(i);
      }
    }
    return kept;
  }

  private static LogicalPlan union(Union union, Set<Long> required) {
    List<Integer> kept = positions(union.output(), required);
    var children = new ArrayList<LogicalPlan>();
    boolean changed = kept.size() != union.output().size();
    for (LogicalPlan child : union.children()) {
      List<ColumnReference> wanted = kept.stream().map(child.output()::get).toList();
      Set<Long> ids = new HashSet<>();
      wanted.forEach(column -> ids.add(column.id()));
      LogicalPlan pruned = exactly(prune(child, ids), wanted);
      changed |= pruned != child;
      children.add(pruned);
    }
    return changed ? new Union(children, kept.stream().map(union.output()::get).toList()) : union;
  }

  private static LogicalPlan join(Join join, Set<Long> required) {
    Set<Long> needed = new HashSet<>(required);
    needed.addAll(References.ids(join.condition()));
    if (join.dependent()) {
      needed.addAll(References.free(join.right()).keySet());
    }
    LogicalPlan left = prune(join.left(), needed);
    LogicalPlan right = prune(join.right(), needed);
    return left == join.left() && right == join.right()
        ? join
        : join.withChildren(List.of(left, right));
  }

  /** The plan with exactly those columns in that order. */
  static LogicalPlan exactly(LogicalPlan plan, List<ColumnReference> columns) {
    return plan.output().stream()
            .map(ColumnReference::id)
            .toList()
            .equals(columns.stream().map(ColumnReference::id).toList())
        ? plan
        : new Project(plan, columns.stream().map(NamedExpression::of).toList());
  }
}
