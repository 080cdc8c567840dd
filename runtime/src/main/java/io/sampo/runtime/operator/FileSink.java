package io.sampo.runtime.operator;

import io.sampo.physical.FileTarget;
import io.sampo.physical.Sink;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.runtime.block.BlockEncoder;
import io.sampo.runtime.block.EncodedBlock;
import io.sampo.runtime.exchange.BlockContent;
import io.sampo.runtime.work.TaskWork;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows into files of the staging folder and says which, in the order of the tasks: to
 * whoever asked, or into the exchange when the query runs on several processes.
 */
final class FileSink implements SinkRun {
  private static final int MOST_TASKS = 64;

  /** What a task may keep until its file is written. */
  private static final long BYTES_OF_A_TASK = 64L << 20;

  private final int stage;
  private final QueryRun query;
  private final FileTarget target;
  private final StructType schema;
  private final StructType report;
  private final @Nullable ExchangeTurns turns;

  FileSink(int stage, QueryRun query, Sink.WriteFiles sink) {
    this.stage = stage;
    this.query = query;
    this.target = sink.target();
    this.schema =
        new StructType(
            sink.columns().stream()
                .map(column -> column.toReference())
                .map(column -> new StructField(column.name(), column.type(), column.nullable()))
                .toList());
    this.report =
        new StructType(
            target.report().stream()
                .map(column -> new StructField(column.name(), column.type(), column.nullable()))
                .toList());
    this.turns =
        query.context().scope().whole()
            ? null
            : new ExchangeTurns(query.context().scope().writer().get());
  }

  @Override
  public SinkPart newPart(int task) {
    return new FilePart(
        schema, report, target, query.context(stage).ofTask(task), files -> deliver(task, files));
  }

  private void deliver(int task, @Nullable ColumnBatch files) {
    if (turns == null) {
      if (files != null) {
        query.queue().add(task, 0, files);
      }
      query.queue().done(task);
      return;
    }
    if (files != null) {
      send(turns, task, files);
    }
    turns.done(task);
  }

  private void send(ExchangeTurns to, int task, ColumnBatch files) {
    try (files;
        var encoder = BlockEncoder.bare(report, query.context().allocator())) {
      long checksum = BatchHash.checksum(files, new long[files.rowCount()]);
      EncodedBlock block = encoder.encode(files);
      to.add(task, 0, new BlockContent(block.buffer(), block.bytes(), block.rows(), checksum));
    }
  }

  @Override
  public boolean sharesInput() {
    return false;
  }

  @Override
  public Spreading spreading() {
    QueryContext context = query.context();
    if (!context.scope().whole()) {
      return new Spreading(1, 1);
    }
    return switch (target.spread()) {
      case FileTarget.Spread.AsTheyCome any -> {
        // What earlier stages keep may take a third of the memory.
        long left = context.memory().limit() / 3 * 2;
        int worth = Math.clamp(left / BYTES_OF_A_TASK, 1, MOST_TASKS);
        yield new Spreading(Math.min(worth, context.settings().partitions()), FlowTasks.FEW_ROWS);
      }
      case FileTarget.Spread.AtMost few -> new Spreading(few.tasks(), FlowTasks.FEW_ROWS);
      case FileTarget.Spread.Exactly number -> new Spreading(number.tasks(), 1);
    };
  }

  @Override
  public void start(int tasks) {
    if (turns == null) {
      query.queue().open(tasks);
    } else {
      turns.open(tasks);
    }
  }

  @Override
  public List<TaskWork> nextPhase(List<SinkPart> parts) {
    return List.of();
  }

  @Override
  public void close() {
    if (turns != null) {
      turns.close();
    }
  }
}
