package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.physical.Partitioning;
import io.sampo.physical.Sink;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.runtime.work.TaskWork;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.util.List;

/** Writes rows into the exchange, in the order of the tasks. */
final class ExchangeSink implements SinkRun {
  private final int stage;
  private final QueryRun query;
  private final StructType schema;
  private final Sink.ExchangeWrite sink;
  private final ExchangeTurns turns;

  ExchangeSink(int stage, QueryRun query, Sink.ExchangeWrite sink) {
    this.stage = stage;
    this.query = query;
    this.schema =
        new StructType(
            sink.columns().stream()
                .map(column -> column.toReference())
                .map(column -> new StructField(column.name(), column.type(), column.nullable()))
                .toList());
    this.sink = sink;
    this.turns = new ExchangeTurns(query.context().scope().writer().get());
  }

  @Override
  public SinkPart newPart(int task) {
    QueryContext context = query.context(stage).ofTask(task);
    BlockForm form =
        sink.partitioning() instanceof Partitioning.Kept
            ? new BlockForm.Kept(schema, context.allocator(), context.scope().kept())
            : new BlockForm.Sent(schema, context.allocator());
    return new ExchangePart(schema, receivers(context), context, turns, task, form);
  }

  private ExchangePart.Receivers receivers(QueryContext context) {
    Partitioning partitioning = sink.partitioning();
    int partitions = partitioning.partitions();
    return switch (partitioning) {
      case Partitioning.HashBy hash -> {
        int[] keys = hash.columns().stream().mapToInt(Integer::intValue).toArray();
        int most = context.settings().batchSize();
        yield new ExchangePart.Receivers(
            partitions, PartitionChoice.byHash(keys, partitions, most), -1);
      }
      case Partitioning.ByTask rows -> {
        int own = Math.min(context.scope().task(), rows.tasks() - 1);
        yield new ExchangePart.Receivers(partitions, PartitionChoice.always(own), rows.sample());
      }
      case Partitioning.RangeBy ranges ->
          new ExchangePart.Receivers(partitions, bounds(ranges, context), -1);
      case Partitioning.Broadcast _, Partitioning.Single _, Partitioning.Kept _ ->
          new ExchangePart.Receivers(partitions, PartitionChoice.always(0), -1);
    };
  }

  private RangeBounds bounds(Partitioning.RangeBy ranges, QueryContext context) {
    List<ColumnReference> columns =
        sink.columns().stream().map(NamedExpression::toReference).toList();
    return new RangeBounds(
        columns,
        ranges,
        ((StageOutput.Rows) query.output(ranges.bounds())).rows(),
        RowLayout.of(columns, context.ranges()),
        context.allocator());
  }

  @Override
  public boolean sharesInput() {
    return true;
  }

  @Override
  public void start(int tasks) {
    turns.open(tasks);
  }

  @Override
  public List<TaskWork> nextPhase(List<SinkPart> parts) {
    return List.of();
  }

  @Override
  public void close() {
    turns.close();
  }
}
