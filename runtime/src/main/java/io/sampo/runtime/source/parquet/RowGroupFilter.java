package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.ScanPredicate;
import io.sampo.runtime.source.ScanRequest;
import io.sampo.types.DataType;
import io.sampo.types.StructField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Statistics;

/** Decides by the footer's statistics which row groups can hold a row that a scan wants. */
final class RowGroupFilter {
  /** A predicate with the flat leaf it is about. */
  private record Condition(ScanPredicate predicate, SchemaNode leaf, DataType type) {}

  private final Footer footer;
  private final List<Condition> conditions = new ArrayList<>();

  /** Whether a predicate other than IS NULL is about a column that the file lacks. */
  private boolean never;

  RowGroupFilter(Footer footer, ScanRequest request) {
    this.footer = footer;
    for (ScanPredicate predicate : request.predicates()) {
      StructField field =
          request.schema().fields().get(request.projection().get(predicate.column()));
      Optional<SchemaNode> node = footer.schema().column(field.name());
      if (node.isEmpty()) {
        never |= !(predicate instanceof ScanPredicate.IsNull);
      } else if (node.get().isFlat()) {
        conditions.add(new Condition(predicate, node.get(), field.type()));
      }
    }
  }

  boolean mayMatch(int rowGroup) {
    if (never) {
      return false;
    }
    RowGroupFacts facts = footer.rowGroup(rowGroup);
    for (Condition condition : conditions) {
      ColumnMetaData meta = facts.column(condition.leaf());
      Statistics statistics = meta.getStatistics();
      if (statistics != null && excludes(condition, statistics, facts.rows())) {
        return false;
      }
    }
    return true;
  }

  private static boolean excludes(Condition condition, Statistics statistics, long rows) {
    boolean allNull = statistics.isSetNull_count() && statistics.getNull_count() == rows;
    boolean noNull =
        condition.leaf().maxDefinition() == 0
            || (statistics.isSetNull_count() && statistics.getNull_count() == 0);
    return switch (condition.predicate()) {
      case ScanPredicate.IsNull p -> noNull;
      case ScanPredicate.IsNotNull p -> allNull;
      case ScanPredicate.Range p -> allNull || bounds(condition, statistics).excludes(p);
      case ScanPredicate.In p -> allNull || bounds(condition, statistics).excludes(p);
    };
  }

  private static Bounds bounds(Condition condition, Statistics statistics) {
    return Bounds.of(condition.leaf().element(), condition.type(), statistics);
  }
}
