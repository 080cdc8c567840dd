package io.sampo.runtime.operator;

import io.sampo.physical.Partitioning;
import io.sampo.physical.Sink;
import io.sampo.runtime.work.TaskWork;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.util.List;

/** Writes rows into the exchange, in the order of the tasks. */
final class ExchangeSink implements SinkRun {
  private final int stage;
  private final QueryRun query;
  private final StructType schema;
  private final int[] keys;
  private final int partitions;
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
    this.partitions = sink.partitioning().partitions();
    this.keys =
        switch (sink.partitioning()) {
          case Partitioning.HashBy hash ->
              hash.columns().stream().mapToInt(Integer::intValue).toArray();
          case Partitioning.Broadcast all -> new int[0];
          case Partitioning.Single one -> new int[0];
        };
    this.turns = new ExchangeTurns(query.context().scope().writer().get());
  }

  @Override
  public SinkPart newPart(int task) {
    return new ExchangePart(
        schema, keys, partitions, query.context(stage).ofTask(task), turns, task);
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
