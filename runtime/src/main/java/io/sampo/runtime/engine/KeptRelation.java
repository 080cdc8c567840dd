package io.sampo.runtime.engine;

import io.sampo.config.StorageLevel;
import io.sampo.engine.Cancellation;
import io.sampo.optimizer.rule.PlanCopy;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.logical.ColumnIds;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.runtime.cache.KeptRows;
import io.sampo.runtime.cache.KeptTable;
import io.sampo.runtime.source.StoredTable;
import io.sampo.spec.Relation;
import io.sampo.types.NullType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A relation whose rows are kept.
 *
 * @param canonical its plan with ids in the order of their first occurrence
 * @param output its columns
 * @param table the rows, or the promise to compute them
 */
record KeptRelation(LogicalPlan canonical, List<ColumnReference> output, KeptTable table) {
  static KeptRelation of(
      LogicalPlan plan, ColumnIds ids, String label, StorageLevel level, LocalEngine engine) {
    var table =
        new KeptTable(
            label,
            schema(plan),
            level,
            self -> engine.filling().fill(plan, ids, self, true),
            CancellableWait::take);
    return new KeptRelation(canonical(plan), plan.output(), table);
  }

  /** A table that forgets the plan once its rows are there. */
  static KeptTable once(
      LogicalPlan plan, ColumnIds ids, String label, StorageLevel level, LocalEngine engine) {
    var lineage = new AtomicReference<>(plan);
    return new KeptTable(
        label,
        schema(plan),
        level,
        self -> {
          LogicalPlan known = lineage.get();
          if (known == null) {
            throw Filling.lost(label);
          }
          Optional<KeptRows> rows = engine.filling().fill(known, ids, self, false);
          rows.ifPresent(done -> lineage.set(null));
          return rows;
        },
        CancellableWait::take);
  }

  /**
   * A table whose rows are files, which forgets the relation once they are there.
   *
   * @param plan the relation's, which tells the columns
   */
  static KeptTable stored(
      LogicalPlan plan,
      Relation relation,
      String label,
      CheckpointFolder folder,
      LocalEngine engine) {
    List<String> names = CheckpointFolder.columns(plan.output().size());
    var fields = new ArrayList<StructField>();
    for (ColumnReference column : plan.output()) {
      String stored = names.get(fields.size());
      // Nothing can be read as a column without a type; one that no file has is null.
      String name = column.type() instanceof NullType ? "null_of_" + stored : stored;
      fields.add(new StructField(name, CheckpointFolder.stored(column.type()), column.nullable()));
    }
    var schema = new StructType(fields);
    var lineage = new AtomicReference<>(relation);
    return new KeptTable(
        label,
        schema,
        StorageLevel.DISK_ONLY,
        self -> {
          Relation known = lineage.get();
          if (known == null) {
            throw Filling.lost(label);
          }
          try (Writing write =
                  new Writing(engine, folder.write(known, names.size()), Optional.empty());
              Cancellation.Registration _ = Cancellation.on(write::cancel)) {
            while (write.next() != null) {
              // It has no rows.
            }
          }
          lineage.set(null);
          return Optional.of(
              new FileRows(folder, engine.catalog().table(folder.files(Optional.of(schema)))));
        },
        CancellableWait::take);
  }

  private static LogicalPlan canonical(LogicalPlan plan) {
    return PlanCopy.of(plan, new ColumnIds()).plan();
  }

  /** The columns under names that are all different. */
  private static StructType schema(LogicalPlan plan) {
    var fields = new ArrayList<StructField>();
    var taken = new HashSet<String>();
    for (ColumnReference column : plan.output()) {
      String name = column.name();
      while (!taken.add(name)) {
        name = name + "_" + fields.size();
      }
      fields.add(new StructField(name, column.type(), column.nullable()));
    }
    return new StructType(fields);
  }

  /** Whether a plan computes the same columns of the same tables in the same way. */
  boolean isSame(LogicalPlan plan) {
    List<ColumnReference> columns = plan.output();
    if (plan.getClass() != canonical.getClass() || columns.size() != output.size()) {
      return false;
    }
    for (int i = 0; i < columns.size(); i++) {
      if (!columns.get(i).type().equals(output.get(i).type())) {
        return false;
      }
    }
    return canonical(plan).equals(canonical);
  }

  /** The plans that read tables. */
  static List<LogicalPlan> leaves(LogicalPlan plan) {
    var leaves = new ArrayList<LogicalPlan>();
    plan.forEach(node -> {
      if (node instanceof LogicalPlan.Scan) {
        leaves.add(node);
      }
    });
    return leaves;
  }

  /** Whether it reads one of these tables. */
  boolean readsAny(List<LogicalPlan> scans) {
    return canonical.anyMatch(node ->
        node instanceof LogicalPlan.Scan scan
            && scans.stream()
                .anyMatch(other ->
                    other instanceof LogicalPlan.Scan that && that.table().equals(scan.table())));
  }

  /** Whether it reads files at or below a path. */
  boolean readsBelow(String path) {
    Path absolute = Path.of(path).toAbsolutePath().normalize();
    return canonical.anyMatch(node ->
        node instanceof LogicalPlan.Scan scan
            && scan.table() instanceof StoredTable stored
            && stored.files().stream()
                .anyMatch(file -> file.toAbsolutePath().normalize().startsWith(absolute)));
  }
}
