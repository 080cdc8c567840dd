package io.sampo.physical;

import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.JoinKind;
import java.util.List;
import java.util.Optional;

/** What happens to each row on its way through a flow. */
public sealed interface Step {
  /** Keeps the rows for which every condition is true. */
  record FilterRows(List<Expression> conditions) implements Step {
    public FilterRows {
      conditions = List.copyOf(conditions);
    }
  }

  /** Defines further columns; those defined before stay visible until they are no longer used. */
  record DefineColumns(List<NamedExpression> columns) implements Step {
    public DefineColumns {
      columns = List.copyOf(columns);
    }
  }

  /**
   * Looks each row up in the hash table that another stage built.
   *
   * @param stage the building stage
   * @param probeKeys one for each of the build's keys, of the same types; none for a nested loop
   *     over all built rows
   * @param nullSafe whether two nulls are equal, for each key
   * @param built the build's columns: its keys in order, then its payload
   * @param residual a further condition on a pair
   * @param mark the column a LEFT_MARK yields
   * @param trackMatches whether matched build rows are to be marked for a later {@link
   *     Source.BuiltRows}
   */
  record Probe(
      int stage,
      JoinKind kind,
      List<Expression> probeKeys,
      List<Boolean> nullSafe,
      List<ColumnReference> built,
      Optional<Expression> residual,
      Optional<ColumnReference> mark,
      boolean trackMatches)
      implements Step {
    public Probe {
      probeKeys = List.copyOf(probeKeys);
      nullSafe = List.copyOf(nullSafe);
      built = List.copyOf(built);
    }
  }

  /**
   * Drops early, as a runtime filter, rows that a later look-up in a hash table drops anyway. Rows
   * may be left in, all of them as well, so that the step can always be left out.
   *
   * @param stage the stage that builds the hash table
   * @param keys one for each of the table's keys, of the same types; a row with a null among them
   *     is dropped
   * @param values how many different values the keys are believed to have where the rows come from,
   *     or {@link Long#MAX_VALUE} when nothing is known: a table with nearly as many rows drops few
   * @param scanOnly whether only the scan skips by the bounds of the built keys, since the look-up
   *     comes so soon that it drops the rest itself
   */
  record DropUnmatched(int stage, List<ColumnReference> keys, long values, boolean scanOnly)
      implements Step {
    /** A look-up that keeps more than this share of the rows does not pay. */
    public static final double MOST_KEPT = 0.6;

    public DropUnmatched {
      keys = List.copyOf(keys);
    }
  }

  /** One row for each projection. */
  record ExpandRows(List<ColumnReference> output, List<List<Expression>> projections)
      implements Step {
    public ExpandRows {
      output = List.copyOf(output);
      projections = projections.stream().map(List::copyOf).toList();
    }
  }

  /**
   * One row for each element of an array, with its place and itself; rows of an empty or null array
   * are dropped or, with {@code outer}, passed on once with nulls.
   */
  record GenerateRows(
      Expression elements, boolean outer, ColumnReference position, ColumnReference element)
      implements Step {}

  /**
   * Counts the rows that come by, and the time they take from here on. Only in queries that are
   * measured ({@link Counting}).
   *
   * @param counter the number of the counter
   */
  record CountRows(int counter) implements Step {}
}
