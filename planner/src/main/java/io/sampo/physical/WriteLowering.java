package io.sampo.physical;

import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.expression.SortOrder;
import io.sampo.plan.logical.ColumnIds;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns a query whose rows are asked for into one that writes them. */
public final class WriteLowering {
  private WriteLowering() {}

  /** The columns of a report, with fresh ids. */
  public static List<ColumnReference> report(ColumnIds ids) {
    return List.of(
        new ColumnReference(ids.next(), "file", DataType.STRING, false),
        new ColumnReference(ids.next(), "folder", DataType.STRING, false),
        new ColumnReference(ids.next(), "rows", DataType.LONG, false),
        new ColumnReference(ids.next(), "bytes", DataType.LONG, false));
  }

  /** The query that writes what another one yields; what its tasks need is not prepared yet. */
  public static StageGraph writing(StageGraph query, FileTarget target) {
    Stage last = query.stages().getLast();
    if (!(last.sink() instanceof Sink.Result result)) {
      throw new IllegalArgumentException("the query yields no rows");
    }
    var stages = new ArrayList<>(query.stages().subList(0, query.stages().size() - 1));
    stages.add(new Stage(last.id(), last.flows(), new Sink.WriteFiles(result.columns(), target)));
    return new StageGraph(stages, target.report(), query.ranges());
  }

  /**
   * The same query, ready to run in one process: rows that must come sorted, or from fewer tasks,
   * are gathered by a stage before the last. Other queries stay as they are.
   */
  public static StageGraph prepared(StageGraph query) {
    Stage last = query.stages().getLast();
    if (!(last.sink() instanceof Sink.WriteFiles write)) {
      return query;
    }
    Optional<Sink> gathering = gathering(write);
    if (gathering.isEmpty()) {
      return query;
    }
    var stages = new ArrayList<>(query.stages().subList(0, query.stages().size() - 1));
    stages.add(new Stage(last.id(), last.flows(), gathering.get()));
    Flow rows = Flow.of(gathered(last.id(), write));
    stages.add(new Stage(last.id() + 1, List.of(rows), behind(write)));
    return new StageGraph(stages, query.output(), query.ranges());
  }

  /** The sink that all rows of a process go through first, if they have to. */
  private static Optional<Sink> gathering(Sink.WriteFiles write) {
    if (!write.target().folders().isEmpty()) {
      return Optional.of(sorting(write));
    }
    return switch (write.target().spread()) {
      case FileTarget.Spread.AsTheyCome any -> Optional.empty();
      case FileTarget.Spread.AtMost few -> Optional.of(collecting(write));
      case FileTarget.Spread.Exactly number -> Optional.of(collecting(write));
    };
  }

  /** Gathers rows as they come. */
  public static Sink collecting(Sink.WriteFiles write) {
    return new Sink.CollectRows(write.columns(), 0, Optional.empty(), false);
  }

  /** Sorts rows by their folders, so that one file is open at a time. */
  public static Sink sorting(Sink.WriteFiles write) {
    List<SortOrder> order =
        write.target().folders().stream()
            .map(i -> new SortOrder(write.columns().get(i).toReference(), true, true))
            .toList();
    return new Sink.SortRows(write.columns(), order, Optional.empty());
  }

  /** The rows that a stage gathered or sorted. */
  public static Source gathered(int stage, Sink.WriteFiles write) {
    return new Source.StageRows(
        stage, write.columns().stream().map(NamedExpression::toReference).toList(), true);
  }

  /** The same sink behind a stage or an exchange, where its columns are computed already. */
  public static Sink.WriteFiles behind(Sink.WriteFiles write) {
    return new Sink.WriteFiles(
        write.columns().stream().map(column -> NamedExpression.of(column.toReference())).toList(),
        write.target());
  }
}
