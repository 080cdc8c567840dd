package io.sampo.physical;

import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.expression.SortOrder;
import io.sampo.plan.logical.RankLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a stage makes of the rows of its flows. */
public sealed interface Sink {
  /**
   * A hash table for joins: keys, then the columns later steps need. Without keys all rows are in
   * one chain. Rows with a null among their keys are left out unless {@code keepNullKeys}.
   */
  record BuildTable(
      List<NamedExpression> keys,
      List<Boolean> nullSafe,
      List<NamedExpression> payload,
      boolean keepNullKeys)
      implements Sink {
    public BuildTable {
      keys = List.copyOf(keys);
      nullSafe = List.copyOf(nullSafe);
      payload = List.copyOf(payload);
    }
  }

  /**
   * Groups with their accumulators.
   *
   * @param completion how groups are known to be complete before all rows are there, if they are
   */
  record Group(
      List<NamedExpression> keys, List<AggregateState> states, Optional<Completion> completion)
      implements Sink {
    public Group {
      keys = List.copyOf(keys);
      states = List.copyOf(states);
    }

    public Group(List<NamedExpression> keys, List<AggregateState> states) {
      this(keys, states, Optional.empty());
    }

    /** The columns of the rows that it makes: keys, then accumulators. */
    public List<ColumnReference> columns() {
      var columns = new ArrayList<ColumnReference>();
      keys.forEach(key -> columns.add(key.toReference()));
      states.forEach(state -> columns.addAll(state.columns()));
      return columns;
    }
  }

  /**
   * Rows in order; with a limit only the first ones are kept. Order expressions are references to
   * the columns.
   */
  record SortRows(List<NamedExpression> columns, List<SortOrder> order, Optional<Long> limit)
      implements Sink {
    public SortRows {
      columns = List.copyOf(columns);
      order = List.copyOf(order);
    }
  }

  /** Rows as they come; offset and limit over all of them, in the order of the tasks. */
  record CollectRows(
      List<NamedExpression> columns, long offset, Optional<Long> limit, boolean lastRows)
      implements Sink {
    public CollectRows {
      columns = List.copyOf(columns);
    }
  }

  /**
   * Rows partitioned and ordered with window functions computed over them; every function has the
   * same window. With a limit, of each partition only the rows up to that rank are kept, and the
   * functions are ranks.
   */
  record WindowRows(
      List<NamedExpression> columns,
      List<Expression> partitionBy,
      List<SortOrder> order,
      List<NamedExpression> functions,
      Optional<RankLimit> limit)
      implements Sink {
    public WindowRows {
      columns = List.copyOf(columns);
      partitionBy = List.copyOf(partitionBy);
      order = List.copyOf(order);
      functions = List.copyOf(functions);
    }
  }

  /** The query's answer, streamed to whoever asked, in the order of the tasks. */
  record Result(List<NamedExpression> columns) implements Sink {
    public Result {
      columns = List.copyOf(columns);
    }
  }

  /**
   * Rows into files of a staging folder. The query's answer says which files hold them: each task
   * yields a row for each file that it wrote, as {@link FileTarget#report} names their columns.
   */
  record WriteFiles(List<NamedExpression> columns, FileTarget target) implements Sink {
    public WriteFiles {
      columns = List.copyOf(columns);
    }
  }

  /**
   * Rows for the tasks of other fragments, in the order of the tasks. Only in plans of several
   * processes.
   */
  record ExchangeWrite(List<NamedExpression> columns, Partitioning partitioning) implements Sink {
    public ExchangeWrite {
      columns = List.copyOf(columns);
    }
  }
}
