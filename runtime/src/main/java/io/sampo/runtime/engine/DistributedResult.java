package io.sampo.runtime.engine;

import io.sampo.engine.QueryProgress;
import io.sampo.engine.ResultBatch;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.runtime.block.BlockDecoder;
import io.sampo.runtime.cluster.ClusterActor;
import io.sampo.runtime.cluster.ClusterStatus;
import io.sampo.runtime.cluster.QueryListener;
import io.sampo.runtime.cluster.QueryOrder;
import io.sampo.runtime.exchange.BlockClient;
import io.sampo.runtime.exchange.BlockContent;
import io.sampo.runtime.exchange.BlockLoss;
import io.sampo.runtime.exchange.BlockReader;
import io.sampo.runtime.exchange.PartitionLocation;
import io.sampo.runtime.exchange.ProducerAttempt;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The result of a query on workers. Its parts are read one after the other from the workers that
 * hold them, as fast as they are asked for. A part that is lost while it is read is made again, and
 * reading goes on behind the blocks that were taken already, provided they hold the same rows.
 */
final class DistributedResult implements ResultStream {
  private final QueryOrder order;
  private final StructType schema;
  private final BufferAllocator allocator;
  private final BlockClient client;
  private final ActorRef<ClusterActor.Command> driver;
  private final BlockDecoder decoder;
  private final ResultParts parts = new ResultParts();
  private final long started = System.nanoTime();
  private Runnable whenClosed = () -> {};
  private int part;
  private final List<Long> taken = new ArrayList<>();
  private @Nullable BlockReader reader;
  private @Nullable ColumnBatch current;
  private boolean closed;

  DistributedResult(
      QueryOrder order,
      BufferAllocator allocator,
      BlockClient client,
      ActorRef<ClusterActor.Command> driver) {
    this.order = order;
    this.allocator = allocator;
    this.client = client;
    this.driver = driver;
    this.schema =
        new StructType(
            order.graph().output().stream()
                .map(c -> new StructField(c.name(), c.type(), c.nullable()))
                .toList());
    this.decoder = BlockDecoder.bare(schema, allocator);
  }

  QueryListener listener() {
    return parts;
  }

  void whenClosed(Runnable action) {
    whenClosed = action;
  }

  @Override
  public StructType schema() {
    return schema;
  }

  @Override
  public @Nullable ResultBatch next() {
    ColumnBatch batch = nextColumns();
    return batch == null ? null : new ColumnResultBatch(batch);
  }

  @Override
  public @Nullable ColumnBatch nextColumns() {
    release();
    while (true) {
      if (parts.areAll(part)) {
        parts.check();
        return null;
      }
      try {
        ColumnBatch batch = read();
        if (batch != null) {
          current = batch;
          return batch;
        }
        closeReader();
        driver.tell(new ClusterActor.Taken(order.id(), part));
        part++;
        taken.clear();
      } catch (SampoException e) {
        lost(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SampoException(ErrorCode.OPERATION_CANCELED, Map.of(), null, e);
      }
    }
  }

  /** The next batch of the current part; null at its end. */
  private @Nullable ColumnBatch read() throws InterruptedException {
    BlockReader from = reader == null ? open() : reader;
    return switch (from.take()) {
      case BlockReader.Next.Block(BlockContent content) -> {
        try (content) {
          taken.add(content.checksum());
          yield decoder.decode(content.address(), content.bytes());
        }
      }
      case BlockReader.Next.End end -> null;
      case BlockReader.Next.Pending pending ->
          throw new IllegalStateException("a reader that waits has nothing yet");
    };
  }

  /** Opens the current part, behind what was taken of it before. */
  private BlockReader open() throws InterruptedException {
    PartitionLocation location = parts.await(part);
    BlockReader opened = client.read(List.of(location), allocator);
    reader = opened;
    for (long checksum : taken) {
      boolean alike = false;
      if (opened.take() instanceof BlockReader.Next.Block(BlockContent content)) {
        alike = content.checksum() == checksum;
        content.close();
      }
      if (!alike) {
        driver.tell(new ClusterActor.Cancel(order.id()));
        ProducerAttempt producer = location.address().producer();
        throw new SampoException(
            ErrorCode.INDETERMINATE_RESULT,
            Map.of("task", producer.producer(), "fragment", producer.exchange()));
      }
    }
    return opened;
  }

  private void lost(SampoException error) {
    closeReader();
    // A query that has ended makes no part again, whatever its error is.
    parts.check();
    if (BlockLoss.of(error).isEmpty()) {
      throw error;
    }
    parts.forget(part);
    driver.tell(new ClusterActor.PartLost(order.id(), part, error));
  }

  private void closeReader() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }

  private void release() {
    if (current != null) {
      current.close();
      current = null;
    }
  }

  @Override
  public QueryProgress progress() {
    ClusterStatus.@Nullable QueryStatus now = status().orElse(null);
    long rows = 0;
    long bytes = 0;
    int done = 0;
    int all = 1;
    if (now != null) {
      for (ClusterStatus.FragmentStatus fragment : now.fragments()) {
        rows += fragment.rowsRead();
        bytes += fragment.bytesRead();
      }
      done = now.tasksDone();
      all = now.tasksTotal();
    }
    int stages = order.graph().fragments().size();
    int stagesDone = stages * done / all;
    return new QueryProgress(
        "fragment " + Math.min(stagesDone, stages - 1),
        stagesDone,
        stages,
        done,
        all,
        rows,
        bytes,
        (double) done / all,
        Duration.ofNanos(System.nanoTime() - started));
  }

  private Optional<ClusterStatus.QueryStatus> status() {
    var reply = new CompletableFuture<Optional<ClusterStatus.QueryStatus>>();
    driver.tell(new ClusterActor.InspectQuery(order.id(), reply));
    try {
      return reply.join();
    } catch (CompletionException e) {
      return Optional.empty();
    }
  }

  @Override
  public String workers() {
    return status().map(WorkerFigures::print).orElse("");
  }

  @Override
  public void cancel() {
    driver.tell(new ClusterActor.Cancel(order.id()));
    parts.cancel();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    release();
    closeReader();
    if (!parts.areAll(part)) {
      driver.tell(new ClusterActor.Cancel(order.id()));
    }
    allocator.close();
    whenClosed.run();
  }
}
