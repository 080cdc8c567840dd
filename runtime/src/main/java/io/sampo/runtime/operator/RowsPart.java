package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.runtime.memory.OperatorMemory;
import io.sampo.runtime.spill.SpilledRows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows kept for a join's build side, a window or a collection. */
final class RowsPart implements SinkPart {
  private final OperatorMemory memory;
  private final RowPages rows;
  private final @Nullable SpillingRows spilling;
  private final long most;
  private boolean sawNullKey;

  private RowsPart(
      OperatorMemory memory, RowPages rows, @Nullable SpillingRows spilling, long most) {
    this.memory = memory;
    this.rows = rows;
    this.spilling = spilling;
    this.most = most;
  }

  /** Rows that stay in memory. */
  static RowsPart inMemory(int width, String name, QueryContext context) {
    OperatorMemory memory = context.memory().operator(name, false);
    return new RowsPart(memory, new RowPages(width, memory.allocator()), null, Long.MAX_VALUE);
  }

  /**
   * Rows that may be spilled.
   *
   * @param most no more rows than this are needed
   */
  static RowsPart spilling(
      SpillingRows.Dealing dealing, RowLayout layout, long most, QueryContext context) {
    OperatorMemory memory = context.memory().operator(dealing.name(), true);
    var spilling = new SpillingRows(dealing, layout, context, memory);
    return new RowsPart(memory, spilling.pages(), spilling, most);
  }

  @Override
  public void attach(GeneratedPipeline pipeline) {
    pipeline.rows = rows;
  }

  @Override
  public OperatorMemory memory() {
    return memory;
  }

  @Override
  public void spill(GeneratedPipeline pipeline) {
    spill();
  }

  /** Puts all rows on disk. */
  void spill() {
    if (spilling != null) {
      spilling.spill();
    }
  }

  @Override
  public boolean satisfied() {
    return most < Long.MAX_VALUE && count() >= most;
  }

  @Override
  public void finish(GeneratedPipeline pipeline) {
    sawNullKey = pipeline.sawNullKey;
  }

  /** All rows. */
  long count() {
    return spilling == null ? rows.count() : spilling.count();
  }

  /** The rows in memory. */
  RowPages rows() {
    return rows;
  }

  /** Whether some of the rows are on disk. */
  boolean hasSpilled() {
    return spilling != null && spilling.hasSpilled();
  }

  /** The rows on disk, by partition; empty when there are none. */
  List<SpilledRows> spilled() {
    return spilling == null ? List.of() : spilling.spilled();
  }

  /** All rows in order, of rows that are not dealt out. */
  List<RowSet.Part> parts(QueryContext context) {
    var parts = new ArrayList<RowSet.Part>();
    for (SpilledRows written : spilled()) {
      parts.add(new SpilledPart(written, 0, written.blocks(), context.allocator()));
    }
    parts.add(RowSet.Pages.all(rows));
    return parts;
  }

  boolean sawNullKey() {
    return sawNullKey;
  }

  @Override
  public void close() {
    if (spilling != null) {
      spilling.close();
    } else {
      rows.close();
    }
    memory.close();
  }
}
