package io.sampo.runtime.engine;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.plan.logical.ColumnIds;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.runtime.cache.KeptMemory;
import io.sampo.runtime.cache.KeptRows;
import io.sampo.runtime.cache.KeptTable;
import java.util.Map;
import java.util.Optional;

/** Computes the rows of kept tables. Safe for use by many threads. */
final class Filling {
  private final LocalEngine engine;
  private final KeptMemory memory;

  Filling(LocalEngine engine, KeptMemory memory) {
    this.engine = engine;
    this.memory = memory;
  }

  /**
   * Runs a plan and keeps what comes out.
   *
   * @param ids handed out the ids of the plan's columns
   * @return empty when the table's level has no room for the rows
   */
  Optional<KeptRows> fill(LogicalPlan plan, ColumnIds ids, KeptTable table) {
    var substitution = new KeptSubstitution(engine.cache().relations(), ids, true);
    var rows = new KeptRows(table.schema(), table.level(), memory);
    boolean complete = false;
    try (ResultStream result = engine.start(substitution, () -> substitution.below(plan), ids)) {
      boolean room = true;
      for (ColumnBatch batch = result.nextColumns();
          room && batch != null;
          batch = room ? result.nextColumns() : null) {
        room = rows.append(batch);
      }
      complete = room;
    } finally {
      if (!complete) {
        rows.release();
      }
    }
    if (!complete) {
      return Optional.empty();
    }
    rows.complete();
    return Optional.of(rows);
  }

  /** The error of rows that were lost and whose plan is no longer known. */
  static SampoException lost(String label) {
    return new SampoException(ErrorCode.CHECKPOINT_LOST, Map.of("name", label));
  }
}
