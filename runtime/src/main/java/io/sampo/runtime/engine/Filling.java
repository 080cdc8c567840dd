package io.sampo.runtime.engine;

import io.sampo.engine.Cancellation;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.plan.logical.ColumnIds;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.runtime.cache.KeptMemory;
import io.sampo.runtime.cache.KeptRows;
import io.sampo.runtime.cache.KeptTable;
import io.sampo.runtime.cache.StoredRows;
import java.util.Map;
import java.util.Optional;

/** Computes the rows of kept tables. Safe for use by many threads. */
final class Filling {
  private static final int MOST_ATTEMPTS = 3;

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
   * @param again whether lost rows may be computed again by the same plan
   * @return empty when the table's level has no room for the rows
   */
  Optional<KeptRows> fill(LogicalPlan plan, ColumnIds ids, KeptTable table, boolean again) {
    return engine.starter().keepsRows() ? there(plan, ids, table, again) : here(plan, ids, table);
  }

  /** Where queries run. What it is made of may be kept, and lost meanwhile. */
  private Optional<KeptRows> there(
      LogicalPlan plan, ColumnIds ids, KeptTable table, boolean again) {
    for (int attempt = 1; ; attempt++) {
      try (var substitution = new KeptSubstitution(engine.cache().relations(), ids, true)) {
        try {
          PlannedQuery query = engine.planned(substitution.below(plan), ids);
          return engine.starter().keep(query, table, again);
        } catch (SampoException e) {
          if (attempt == MOST_ATTEMPTS || !substitution.isDamaged()) {
            throw e;
          }
        }
      }
    }
  }

  /** In this process. */
  private Optional<KeptRows> here(LogicalPlan plan, ColumnIds ids, KeptTable table) {
    var substitution = new KeptSubstitution(engine.cache().relations(), ids, true);
    var rows = new StoredRows(table.schema(), table.level(), memory);
    boolean complete = false;
    try (ResultStream result = engine.start(substitution, () -> substitution.below(plan), ids);
        Cancellation.Registration _ = Cancellation.on(result::cancel)) {
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
