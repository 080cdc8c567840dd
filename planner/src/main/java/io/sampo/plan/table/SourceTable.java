package io.sampo.plan.table;

import io.sampo.types.StructType;

/**
 * A stored table, resolved: a set of files of one format, or rows in memory. Immutable; two tables
 * are equal when they read the same data.
 */
public interface SourceTable {
  /** The name to show in plans, for example {@code parquet lineitem.parquet}. */
  String name();

  /** The columns, including those that come from partition folders. */
  StructType schema();

  /** What is known without reading data. Computed at most once. */
  TableStatistics statistics();
}
