package io.sampo.physical.fragment;

import io.sampo.physical.Flow;
import io.sampo.physical.ScanDealing;
import io.sampo.physical.Source;
import io.sampo.physical.Stage;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.types.ByteType;
import io.sampo.types.DataType;
import io.sampo.types.DateType;
import io.sampo.types.IntegerType;
import io.sampo.types.LongType;
import io.sampo.types.ShortType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the tasks of a fragment that reads a clustered table can have the rows with the same value of
 * a column together, without rows being sent: the scan is cut between values. One column at most is
 * chosen, by whoever needs that first.
 */
final class Separation {
  /**
   * With so many possible cuts for each task, their shares are about alike, and so they are where
   * the table can be cut between any of its parts.
   */
  private static final int CUTS_OF_TASK = 2;

  private final Source.TableScan scan;
  private final int tasks;

  /** The columns of rows by which they are apart. */
  private final Set<Long> columns = new HashSet<>();

  private @Nullable String chosen;

  Separation(Source.TableScan scan, int tasks) {
    this.scan = scan;
    this.tasks = tasks;
  }

  /** The column of a scan behind an id, when its table is clustered by it. */
  static Optional<ColumnReference> clustered(Source.TableScan scan, long id) {
    return scan.output().stream()
        .filter(column -> column.id() == id && isComparable(column.type()))
        .filter(column -> scan.table().statistics().column(column.name()).clustered())
        .findFirst();
  }

  /** Whether values are stored alike in all tables that have columns of the type. */
  private static boolean isComparable(DataType type) {
    return type instanceof ByteType
        || type instanceof ShortType
        || type instanceof IntegerType
        || type instanceof LongType
        || type instanceof DateType;
  }

  /** Whether rows with the same value of a column are together, or can be. */
  boolean isPossible(long id) {
    if (chosen != null || tasks == 1) {
      return columns.contains(id);
    }
    return clustered(scan, id)
        .map(column -> scan.table().statistics().column(column.name()))
        .filter(known -> known.nullCount().orElse(1) == 0)
        .filter(known -> known.separable() >= Math.min(known.parts(), CUTS_OF_TASK * tasks))
        .isPresent();
  }

  /** Whether the scan is cut between values of a column. */
  boolean isChosen() {
    return chosen != null;
  }

  /** Whether rows with the same value of a column are together, whatever is chosen from now on. */
  boolean isGiven(long id) {
    return columns.contains(id);
  }

  /** Has the rows cut so; only where {@link #isPossible}. */
  void choose(long id) {
    if (chosen == null) {
      chosen = clustered(scan, id).orElseThrow().name();
    }
    columns.add(id);
  }

  /** Rows have this column, too, with the same values. */
  void also(long id) {
    columns.add(id);
  }

  /**
   * What a scan of another table reads to find partners of the rows here.
   *
   * @param column of that table
   */
  ScanDealing near(ColumnReference column) {
    if (chosen == null) {
      throw new IllegalStateException("the rows are not cut by a column");
    }
    return new ScanDealing.Near(column.name(), scan, chosen);
  }

  /** The stages with the scan dealt as was chosen. */
  List<Stage> applied(List<Stage> stages) {
    String column = chosen;
    if (column == null) {
      return stages;
    }
    var changed = new ArrayList<Stage>();
    for (Stage stage : stages) {
      List<Flow> flows =
          stage.flows().stream()
              .map(flow ->
                  flow.source() == scan
                      ? new Flow(
                          scan.with(new ScanDealing.Apart(column)), flow.steps(), flow.after())
                      : flow)
              .toList();
      changed.add(new Stage(stage.id(), flows, stage.sink()));
    }
    return changed;
  }
}
