package io.sampo.physical;

import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.table.SourceTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a flow's rows come from. */
public sealed interface Source {
  List<ColumnReference> output();

  /**
   * A stored table; the predicates serve to skip, the flow's first filter evaluates them.
   *
   * @param dealing what each of several tasks reads of it
   */
  record TableScan(
      SourceTable table,
      List<ColumnReference> output,
      List<Expression> predicates,
      ScanDealing dealing)
      implements Source {
    public TableScan {
      output = List.copyOf(output);
      predicates = List.copyOf(predicates);
    }

    /** Of which each task reads about as many pieces. */
    public TableScan(SourceTable table, List<ColumnReference> output, List<Expression> predicates) {
      this(table, output, predicates, new ScanDealing.Evenly());
    }

    /** The same, dealt out in another way. */
    public TableScan with(ScanDealing other) {
      return new TableScan(table, output, predicates, other);
    }

    /** The same columns of another table. */
    public TableScan of(SourceTable other) {
      return new TableScan(other, output, predicates, dealing);
    }
  }

  /** Rows in memory. */
  record MemoryRows(List<ColumnReference> output, List<@Nullable Object[]> rows) implements Source {
    public MemoryRows {
      output = List.copyOf(output);
    }
  }

  /** The longs from start by step before end. */
  record RangeRows(ColumnReference column, long start, long end, long step) implements Source {
    @Override
    public List<ColumnReference> output() {
      return List.of(column);
    }
  }

  /** The rows another stage collected, grouped or sorted. */
  record StageRows(int stage, List<ColumnReference> output, boolean ordered) implements Source {
    public StageRows {
      output = List.copyOf(output);
    }
  }

  /**
   * The rows of a join's build side, once all probing is done: those that found a partner, or those
   * that did not.
   *
   * @param stage the building stage
   */
  record BuiltRows(int stage, List<ColumnReference> output, boolean matched) implements Source {
    public BuiltRows {
      output = List.copyOf(output);
    }
  }

  /**
   * The rows that the tasks of another fragment wrote for this task, in the order of those tasks.
   * Only in plans of several processes.
   *
   * @param exchange the number of the fragment that wrote them
   */
  record ExchangeRows(int exchange, List<ColumnReference> output) implements Source {
    public ExchangeRows {
      output = List.copyOf(output);
    }
  }
}
