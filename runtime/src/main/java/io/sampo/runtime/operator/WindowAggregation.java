package io.sampo.runtime.operator;

/**
 * Computes an aggregate over frames: in one pass where all frames share an end with the partition,
 * else frame by frame.
 */
final class WindowAggregation implements WindowFunction {
  private final WindowFrames frames;
  private final WindowAggregate aggregate;
  private final FieldWriter writer;

  WindowAggregation(WindowFrames frames, WindowAggregate aggregate, FieldWriter writer) {
    this.frames = frames;
    this.aggregate = aggregate;
    this.writer = writer;
  }

  @Override
  public void compute(WindowPartition partition) {
    aggregate.clear();
    if (frames.fromStart() && frames.toEnd()) {
      whole(partition);
    } else if (frames.fromStart()) {
      growing(partition, frames.of(partition).to());
    } else if (frames.toEnd()) {
      shrinking(partition, frames.of(partition).from());
    } else {
      each(partition, frames.of(partition));
    }
  }

  private void whole(WindowPartition partition) {
    for (int i = 0; i < partition.size(); i++) {
      aggregate.add(partition.row(i));
    }
    for (int i = 0; i < partition.size(); i++) {
      aggregate.write(writer, partition.target(i));
    }
  }

  private void growing(WindowPartition partition, int[] to) {
    int added = 0;
    for (int i = 0; i < partition.size(); i++) {
      while (added < to[i]) {
        aggregate.add(partition.row(added++));
      }
      aggregate.write(writer, partition.target(i));
    }
  }

  private void shrinking(WindowPartition partition, int[] from) {
    int added = partition.size();
    for (int i = partition.size() - 1; i >= 0; i--) {
      while (added > from[i]) {
        aggregate.add(partition.row(--added));
      }
      aggregate.write(writer, partition.target(i));
    }
  }

  private void each(WindowPartition partition, WindowFrames.Bounds bounds) {
    for (int i = 0; i < partition.size(); i++) {
      aggregate.clear();
      for (int j = bounds.from()[i]; j < bounds.to()[i]; j++) {
        aggregate.add(partition.row(j));
      }
      aggregate.write(writer, partition.target(i));
    }
  }
}
