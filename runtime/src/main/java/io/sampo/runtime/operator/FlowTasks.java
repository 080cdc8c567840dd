package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.CompiledPipeline;
import io.sampo.codegen.table.JoinTable;
import io.sampo.codegen.vector.BatchSource;
import io.sampo.codegen.vector.ScanPredicate;
import io.sampo.physical.Completion;
import io.sampo.physical.Flow;
import io.sampo.physical.ScanDealing;
import io.sampo.physical.Sink;
import io.sampo.physical.Source;
import io.sampo.physical.Step;
import io.sampo.runtime.source.StoredTable;
import io.sampo.runtime.work.TaskWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Cuts a flow into tasks. */
final class FlowTasks {
  /** Below so many rows a task is not worth its start. */
  static final long FEW_ROWS = 20_000;

  private static final int NO_STAGE = -1;

  private final QueryRun query;
  private final int stage;
  private final QueryContext context;

  /** For flows that read no tables. */
  FlowTasks(QueryRun query, QueryContext context) {
    this.query = query;
    this.stage = NO_STAGE;
    this.context = context;
  }

  /**
   * @param stage the flows' stage
   */
  FlowTasks(QueryRun query, int stage) {
    this.query = query;
    this.stage = stage;
    this.context = query.context(stage);
  }

  /**
   * The tasks that send the flow's rows into parts of the target, in the order of the input.
   *
   * @param skipping what a scan may skip by, besides its own predicates
   */
  List<TaskWork> of(Flow flow, Sink sink, FlowTarget target, List<ScanPredicate> skipping) {
    CompiledPipeline compiled = compiled(flow, sink);
    var tasks = new ArrayList<TaskWork>();
    Optional<String> clustered =
        sink instanceof Sink.Group group
            ? group.completion().map(Completion::column)
            : Optional.empty();
    for (Supplier<FlowInput> input : inputs(flow.source(), target, skipping, clustered)) {
      int number = target.newTask();
      tasks.add(
          new FlowTask(
              new FlowTask.Parts(
                  context,
                  compiled,
                  input,
                  () -> Joins.shared(tables(flow.steps())),
                  () -> target.newPart(number),
                  part -> target.publish(number, part))));
    }
    return tasks;
  }

  CompiledPipeline compiled(Flow flow, Sink given) {
    // Where files are and what becomes of groups is nothing to a flow: its class is the same.
    Sink sink =
        switch (given) {
          case Sink.WriteFiles write -> new Sink.Result(write.columns());
          case Sink.Group group -> new Sink.Group(group.keys(), group.states());
          case Sink.BuildTable _,
              Sink.SortRows _,
              Sink.CollectRows _,
              Sink.WindowRows _,
              Sink.Result _,
              Sink.ExchangeWrite _ ->
              given;
        };
    boolean rows =
        flow.source() instanceof Source.StageRows || flow.source() instanceof Source.BuiltRows;
    return context
        .pipelines()
        .get(
            flow,
            sink,
            rows,
            context.ranges(),
            context.rowFunctions(),
            context.settings().codegen());
  }

  /** The tables that the look-ups among the steps look into. */
  List<JoinTable> tables(List<Step> steps) {
    var tables = new ArrayList<JoinTable>();
    for (Step step : steps) {
      if (step instanceof Step.Probe probe) {
        tables.add(table(probe.stage()));
      } else if (step instanceof Step.DropUnmatched drop) {
        tables.add(filter(drop.stage()));
      }
    }
    return tables;
  }

  private JoinTable filter(int stage) {
    return query.output(stage) instanceof StageOutput.SpilledTable spilled
        ? spilled.build().filter().orElseThrow()
        : table(stage);
  }

  private JoinTable table(int stage) {
    return ((StageOutput.Table) query.output(stage)).table();
  }

  private List<Supplier<FlowInput>> inputs(
      Source source, FlowTarget target, List<ScanPredicate> skipping, Optional<String> clustered) {
    return switch (source) {
      case Source.TableScan scan -> scan(scan, target, skipping, clustered);
      case Source.MemoryRows rows ->
          batches(
              List.of(
                  new SourceQueue.Opening(
                      "rows in memory",
                      () ->
                          new MemorySource(
                              rows.output(),
                              rows.rows(),
                              context.settings().batchSize(),
                              context.allocator()))),
              target);
      case Source.RangeRows range -> batches(share(RangeSource.openings(range, context)), target);
      case Source.StageRows rows ->
          stageRows((StageOutput.Rows) query.output(rows.stage()), rows.ordered(), target);
      case Source.BuiltRows rows -> builtRows(rows);
      case Source.ExchangeRows rows -> List.of(() -> new ExchangeInput(rows, context));
    };
  }

  private List<Supplier<FlowInput>> scan(
      Source.TableScan scan,
      FlowTarget target,
      List<ScanPredicate> skipping,
      Optional<String> clustered) {
    List<SourceQueue.Opening> openings = new ArrayList<>();
    for (StoredTable.Piece piece : pieces(scan, skipping)) {
      Supplier<BatchSource> opener =
          () -> piece.open(context.allocator(), context.cancelled()::get);
      openings.add(
          new SourceQueue.Opening(
              piece.description(),
              opener,
              (from, to) -> clustered.flatMap(column -> piece.onlyIn(from, to, column))));
    }
    return batches(openings, target);
  }

  private List<StoredTable.Piece> pieces(Source.TableScan scan, List<ScanPredicate> skipping) {
    return switch (scan.dealing()) {
      case ScanDealing.Evenly _ -> {
        int tasks = Math.max(context.settings().partitions(), context.scope().tasks());
        yield share(all(scan, skipping, tasks));
      }
      case ScanDealing.Apart(String column) -> apart(scan, skipping, column).pieces();
      case ScanDealing.Near(String column, Source.TableScan other, String otherColumn) ->
          apart(other, List.of(), otherColumn)
              .near(all(scan, skipping, StoredTable.FINEST), column);
    };
  }

  private ApartPieces apart(Source.TableScan scan, List<ScanPredicate> skipping, String column) {
    TaskScope scope = context.scope();
    return ApartPieces.of(
        all(scan, skipping, StoredTable.FINEST), column, scope.task(), scope.tasks());
  }

  /**
   * The pieces of a whole table.
   *
   * @param tasks how many tasks will read them, or {@link StoredTable#FINEST}
   */
  private List<StoredTable.Piece> all(
      Source.TableScan scan, List<ScanPredicate> skipping, int tasks) {
    if (!(scan.table() instanceof StoredTable table)) {
      throw new IllegalStateException("not a stored table: " + scan.table().name());
    }
    return PositionedPiece.pieces(table, scan, skipping, context.settings().batchSize(), tasks);
  }

  /** Those that this run is to read. */
  private <T> List<T> share(List<T> pieces) {
    return context.scope().share(stage, pieces);
  }

  /** One task for each share of the sources, or as many as partitions that take what comes. */
  private List<Supplier<FlowInput>> batches(List<SourceQueue.Opening> openings, FlowTarget target) {
    var inputs = new ArrayList<Supplier<FlowInput>>();
    if (openings.isEmpty()) {
      return List.of(new Replayable(new SourceQueue.Shared(openings)));
    }
    if (!target.sharesInput()) {
      int shares = openings.size();
      if (target.wantsLongShares()) {
        shares = Math.min(shares, context.settings().partitions());
      }
      if (target.spreading().isLimited()) {
        shares = Math.min(shares, target.spreading().tasks());
      }
      for (int i = 0; i < shares; i++) {
        int from = (int) ((long) openings.size() * i / shares);
        int to = (int) ((long) openings.size() * (i + 1) / shares);
        inputs.add(new Replayable(new SourceQueue.Shared(openings.subList(from, to))));
      }
      return inputs;
    }
    var queue = new SourceQueue.Shared(openings);
    int tasks = Math.min(openings.size(), context.settings().partitions());
    for (int i = 0; i < tasks; i++) {
      inputs.add(new Replayable(queue));
    }
    return inputs;
  }

  /** Opens a task's input, at a new attempt with the same sources as before. */
  private static final class Replayable implements Supplier<FlowInput> {
    private SourceQueue queue;

    Replayable(SourceQueue.Shared shared) {
      this.queue = new SourceQueue(shared);
    }

    @Override
    public FlowInput get() {
      queue = queue.again();
      return new FlowInput.Batches(queue);
    }
  }

  private List<Supplier<FlowInput>> stageRows(
      StageOutput.Rows output, boolean ordered, FlowTarget target) {
    if (target.spreading().isLimited()) {
      return RowShares.of(output.rows(), target.spreading()).stream().map(this::rows).toList();
    }
    var parts = new ArrayList<RowSet.Part>();
    long count = output.rows().count();
    for (RowSet.Part part : output.rows().parts()) {
      // Runs in memory take no more of it when they are merged in pieces, in order or not; of those
      // on disk each piece holds blocks of its own.
      if (part instanceof MergedRuns merged && merged.isInMemory() && count >= FEW_ROWS) {
        parts.addAll(part.split(FEW_ROWS));
      } else if (ordered || count < FEW_ROWS) {
        parts.add(part);
      } else {
        parts.addAll(part.split(Math.max(FEW_ROWS, count / context.settings().partitions())));
      }
    }
    if (parts.isEmpty()) {
      parts.add(new RowSet.Ordered(new long[0], 0, 0));
    }
    return parts.stream().map(this::rows).toList();
  }

  private Supplier<FlowInput> rows(RowSet.Part part) {
    return () -> new FlowInput.Rows(part, context.settings().batchSize(), context.allocator());
  }

  private List<Supplier<FlowInput>> builtRows(Source.BuiltRows source) {
    return switch (query.output(source.stage())) {
      case StageOutput.Table built ->
          built.table().parts().stream()
              .map(pages -> rows(new RowSet.Marked(RowSet.Pages.all(pages), source.matched())))
              .toList();
      case StageOutput.SpilledTable built -> built.build().marked(source.matched());
      case StageOutput.Rows rows ->
          throw new IllegalStateException("stage " + source.stage() + " built no table");
    };
  }
}
