package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.CompiledPipeline;
import io.sampo.codegen.table.JoinTable;
import io.sampo.codegen.vector.BatchSource;
import io.sampo.physical.Flow;
import io.sampo.physical.Sink;
import io.sampo.physical.Source;
import io.sampo.physical.Step;
import io.sampo.runtime.source.StoredTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Cuts a flow into tasks. */
final class FlowTasks {
  /** Below so many rows a task is not worth its start. */
  private static final long FEW_ROWS = 20_000;

  private final QueryRun query;
  private final QueryContext context;
  private final Sink sink;
  private final SinkRun sinkRun;

  /** Takes over the part of a task. */
  @FunctionalInterface
  interface Publisher {
    void publish(int task, SinkPart part);
  }

  FlowTasks(QueryRun query, Sink sink, SinkRun sinkRun) {
    this.query = query;
    this.context = query.context();
    this.sink = sink;
    this.sinkRun = sinkRun;
  }

  /**
   * @param firstTask the number of the first task of this flow within the stage
   */
  List<FlowTask.Parts> of(Flow flow, int firstTask, Publisher publisher) {
    List<Supplier<FlowInput>> inputs = inputs(flow.source());
    boolean rows =
        flow.source() instanceof Source.StageRows || flow.source() instanceof Source.BuiltRows;
    CompiledPipeline compiled =
        context
            .pipelines()
            .get(
                flow,
                sink,
                rows,
                context.ranges(),
                context.rowFunctions(),
                context.settings().codegen());
    var tasks = new ArrayList<FlowTask.Parts>();
    for (Supplier<FlowInput> input : inputs) {
      int number = firstTask + tasks.size();
      tasks.add(
          new FlowTask.Parts(
              context,
              compiled,
              input,
              () -> joins(flow),
              () -> sinkRun.newPart(number),
              part -> publisher.publish(number, part)));
    }
    return tasks;
  }

  private List<JoinTable> joins(Flow flow) {
    var tables = new ArrayList<JoinTable>();
    for (Step step : flow.steps()) {
      if (step instanceof Step.Probe probe) {
        tables.add(table(probe.stage()));
      }
    }
    return tables;
  }

  private JoinTable table(int stage) {
    return ((StageOutput.Table) query.output(stage)).table();
  }

  private List<Supplier<FlowInput>> inputs(Source source) {
    return switch (source) {
      case Source.TableScan scan -> scan(scan);
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
                              context.allocator()))));
      case Source.RangeRows range -> batches(RangeSource.openings(range, context));
      case Source.StageRows rows ->
          stageRows((StageOutput.Rows) query.output(rows.stage()), rows.ordered());
      case Source.BuiltRows rows -> builtRows(rows);
    };
  }

  private List<Supplier<FlowInput>> scan(Source.TableScan scan) {
    if (!(scan.table() instanceof StoredTable table)) {
      throw new IllegalStateException("not a stored table: " + scan.table().name());
    }
    List<SourceQueue.Opening> openings = new ArrayList<>();
    for (StoredTable.Piece piece :
        table.pieces(scan, context.settings().batchSize(), context.settings().partitions())) {
      Supplier<BatchSource> opener =
          () -> piece.open(context.allocator(), context.cancelled()::get);
      openings.add(new SourceQueue.Opening(piece.description(), opener));
    }
    return batches(openings);
  }

  /** One task for each source, or as many tasks as partitions that take what comes. */
  private List<Supplier<FlowInput>> batches(List<SourceQueue.Opening> openings) {
    var inputs = new ArrayList<Supplier<FlowInput>>();
    if (!sinkRun.sharesInput()) {
      for (SourceQueue.Opening opening : openings) {
        inputs.add(new Replayable(new SourceQueue.Shared(List.of(opening))));
      }
      return inputs;
    }
    var shared = new SourceQueue.Shared(openings);
    int tasks = Math.min(openings.size(), context.settings().partitions());
    for (int i = 0; i < tasks; i++) {
      inputs.add(new Replayable(shared));
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

  private List<Supplier<FlowInput>> stageRows(StageOutput.Rows output, boolean ordered) {
    var parts = new ArrayList<RowSet.Part>();
    long count = output.rows().count();
    for (RowSet.Part part : output.rows().parts()) {
      if (ordered || count < FEW_ROWS) {
        parts.add(part);
      } else {
        parts.addAll(part.split(Math.max(FEW_ROWS, count / context.settings().partitions())));
      }
    }
    return parts.stream().map(this::rows).toList();
  }

  private Supplier<FlowInput> rows(RowSet.Part part) {
    return () -> new FlowInput.Rows(part, context.settings().batchSize(), context.allocator());
  }

  private List<Supplier<FlowInput>> builtRows(Source.BuiltRows source) {
    return table(source.stage()).parts().stream()
        .map(pages -> rows(new RowSet.Marked(RowSet.Pages.all(pages), source.matched())))
        .toList();
  }
}
