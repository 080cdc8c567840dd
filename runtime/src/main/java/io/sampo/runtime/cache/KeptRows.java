package io.sampo.runtime.cache;

import io.sampo.plan.table.TableStatistics;
import io.sampo.runtime.source.StoredTable;

/**
 * The rows of a kept table, complete, wherever they are. They are freed when all who hold them have
 * let go; who made them is the first to hold them. Safe for use by many threads.
 */
public interface KeptRows {
  /** One more holder; false when the rows are freed already. */
  boolean retain();

  /** One holder less. */
  void release();

  /** Whether all rows can still be read, as far as anybody tried. */
  boolean isIntact();

  /** Exact figures of the rows. */
  TableStatistics statistics();

  /** How many bytes are where, in words. */
  String places();

  /** The rows as a table that a query reads, for as long as it holds them. */
  StoredTable scan(KeptTable table);
}
