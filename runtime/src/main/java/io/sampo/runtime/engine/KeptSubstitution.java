package io.sampo.runtime.engine;

import io.sampo.optimizer.expression.References;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.ColumnIds;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.runtime.cache.KeptRows;
import io.sampo.runtime.cache.KeptTable;
import io.sampo.runtime.source.StoredTable;
import io.sampo.types.StructField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets a query read kept rows where its plan computes what is kept. Rows that are not there yet are
 * computed first. Holds the rows until it is closed; used by one thread.
 */
final class KeptSubstitution implements AutoCloseable {
  private final List<KeptRelation> relations;
  private final ColumnIds ids;
  private final boolean compute;
  private final List<KeptRows> held = new ArrayList<>();

  /**
   * @param ids hands out the ids of the plan's columns
   * @param compute whether the plan will be run; otherwise it is only looked at
   */
  KeptSubstitution(List<KeptRelation> relations, ColumnIds ids, boolean compute) {
    this.relations = List.copyOf(relations);
    this.ids = ids;
    this.compute = compute;
  }

  /** The plan with reads of kept rows in it; the same instance when there are none. */
  LogicalPlan in(LogicalPlan plan) {
    for (KeptRelation kept : relations) {
      if (kept.isSame(plan)) {
        Optional<StoredTable> table = table(kept.table());
        if (table.isPresent()) {
          return scan(plan, table.get());
        }
      }
    }
    return below(plan);
  }

  /** As {@link #in}, for what the plan is made of only. */
  LogicalPlan below(LogicalPlan plan) {
    if (plan instanceof LogicalPlan.Scan scan && scan.table() instanceof KeptTable stored) {
      return table(stored)
          .<LogicalPlan>map(rows -> new LogicalPlan.Scan(rows, scan.output(), scan.predicates()))
          .orElse(plan);
    }
    LogicalPlan changed = plan.mapChildren(this::in);
    return relations.isEmpty() ? changed : changed.mapExpressions(this::inSubqueries);
  }

  private Expression inSubqueries(Expression expression) {
    return References.hasSubquery(expression)
        ? expression.transformUp(part ->
            References.subplan(part)
                .map(subplan -> References.withSubplan(part, in(subplan)))
                .orElse(part))
        : expression;
  }

  private Optional<StoredTable> table(KeptTable stored) {
    if (!compute) {
      return Optional.of(stored);
    }
    Optional<KeptRows> rows = stored.use();
    rows.ifPresent(held::add);
    return rows.map(found -> found.scan(stored));
  }

  /** Reads the table's columns under the names and ids that the plan's columns have. */
  private LogicalPlan scan(LogicalPlan plan, StoredTable table) {
    var output = new ArrayList<ColumnReference>();
    var columns = new ArrayList<NamedExpression>();
    List<StructField> fields = table.schema().fields();
    for (int i = 0; i < fields.size(); i++) {
      StructField field = fields.get(i);
      ColumnReference wanted = plan.output().get(i);
      var read = new ColumnReference(ids.next(), field.name(), field.type(), wanted.nullable());
      output.add(read);
      columns.add(new NamedExpression(wanted.id(), wanted.name(), read));
    }
    return new LogicalPlan.Project(new LogicalPlan.Scan(table, output, List.of()), columns);
  }

  /** Whether kept rows are held. */
  boolean holdsRows() {
    return !held.isEmpty();
  }

  /** Whether some of the rows that are held turned out to be lost. */
  boolean isDamaged() {
    return held.stream().anyMatch(rows -> !rows.isIntact());
  }

  /** Lets go of the rows. May be called twice. */
  @Override
  public void close() {
    held.forEach(KeptRows::release);
    held.clear();
  }
}
