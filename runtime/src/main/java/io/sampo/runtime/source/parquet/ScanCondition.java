package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.ScanPredicate;
import io.sampo.types.DataType;

/** A predicate with the flat leaf it is about and the type that is read as. */
record ScanCondition(ScanPredicate predicate, SchemaNode leaf, DataType type) {
  /** Whether statistics of some rows show that none of them satisfies the predicate. */
  boolean excludes(StoredStatistics statistics, long rows) {
    boolean allNull = statistics.nulls() == rows;
    boolean noNull = leaf.maxDefinition() == 0 || statistics.nulls() == 0;
    return switch (predicate) {
      case ScanPredicate.IsNull p -> noNull;
      case ScanPredicate.IsNotNull p -> allNull;
      case ScanPredicate.Range p -> allNull || bounds(statistics).excludes(p);
      case ScanPredicate.In p -> allNull || bounds(statistics).excludes(p);
    };
  }

  private Bounds bounds(StoredStatistics statistics) {
    return Bounds.of(leaf.element(), type, statistics);
  }
}
