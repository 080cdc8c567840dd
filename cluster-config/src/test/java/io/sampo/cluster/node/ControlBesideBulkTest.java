package io.sampo.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.cluster.harness.InProcess;
import io.sampo.cluster.harness.Processes;
import io.sampo.runtime.exchange.BlockContent;
import io.sampo.runtime.exchange.BlockReader;
import io.sampo.runtime.exchange.BlockWriter;
import io.sampo.runtime.exchange.PartitionLocation;
import io.sampo.runtime.exchange.ProducerAttempt;
import io.sampo.runtime.worker.protocol.Holdings;
import io.sampo.runtime.worker.protocol.WorkerCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What members say to each other gets through beside blocks: while a stream stands still for lack
 * of credit, and while others take all that the connections carry.
 */
@NullMarked
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class ControlBesideBulkTest {
  private static final int BLOCK = 1 << 20;
  private static final int BLOCKS = 48;
  private static final long WINDOW = 8L << 20;
  private static final int TRIPS = 300;
  private static final int TRANSFERS = 12;

  /** Two gigabytes may pass during one question and its answer, which need a few hundred bytes. */
  private static final int MOST_TRANSFERS_IN_A_TRIP = 40;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;

  private static PartitionLocation write(WorkerMember owner) {
    var attempt = new ProducerAttempt("bulk", 0, 0, 0);
    DataPlane plane = owner.services().data();
    try (BufferAllocator buffers = owner.services().memory().forQuery("test");
        BlockWriter writer = plane.store().write(attempt, 1)) {
      for (int i = 0; i < BLOCKS; i++) {
        ArrowBuf buffer = buffers.buffer(BLOCK);
        buffer.setOne(0L, (long) BLOCK);
        writer.add(0, new BlockContent(buffer, BLOCK, 1, i));
      }
      writer.commit();
    }
    return new PartitionLocation(attempt.forConsumer(0), plane.node(), BLOCKS);
  }

  private static int takeAll(BlockReader reader) throws InterruptedException {
    int blocks = 0;
    while (reader.take() instanceof BlockReader.Next.Block(BlockContent content)) {
      content.close();
      blocks++;
    }
    return blocks;
  }

  private static BlockReader read(
      WorkerMember reader, PartitionLocation bulk, BufferAllocator buffers) {
    return reader.services().data().client().read(List.of(bulk), buffers);
  }

  /** Transfers the blocks again and again until it is told to stop. */
  private static CompletableFuture<Void> transfers(
      WorkerMember reader, PartitionLocation bulk, AtomicBoolean stop, AtomicInteger done) {
    return CompletableFuture.runAsync(
        () -> {
          try (BufferAllocator buffers = reader.services().memory().forQuery("transfers")) {
            while (!stop.get()) {
              try (BlockReader blocks = read(reader, bulk, buffers)) {
                assertThat(takeAll(blocks)).isEqualTo(BLOCKS);
              }
              done.incrementAndGet();
            }
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        },
        task -> Thread.ofPlatform().daemon().start(task));
  }

  /** Counts how often a member takes another for unreachable. */
  private static AtomicInteger silences(WorkerMember member) {
    var count = new AtomicInteger();
    var system = member.membership().system();
    ActorRef<ClusterEvent.UnreachableMember> listener =
        system.systemActorOf(
            Behaviors.receiveMessage((ClusterEvent.UnreachableMember _) -> {
              count.incrementAndGet();
              return Behaviors.same();
            }),
            "silences",
            Props.empty());
    Cluster.get(system)
        .subscriptions()
        .tell(Subscribe.create(listener, ClusterEvent.UnreachableMember.class));
    return count;
  }

  /** Another member's worker as this one reaches it, over the network. */
  private static ActorRef<WorkerCommand> reached(WorkerMember from, WorkerMember other) {
    String address =
        ActorRefResolver.get(other.membership().system())
            .toSerializationFormat(other.services().actor());
    return ActorRefResolver.get(from.membership().system()).resolveActorRef(address);
  }

  private static Holdings ask(WorkerMember from, ActorRef<WorkerCommand> other) {
    var system = from.membership().system();
    return AskPattern.ask(
            other,
            (ActorRef<Holdings> replyTo) ->
                new WorkerCommand.TellHoldings(system.ignoreRef(), replyTo),
            PATIENCE,
            system.scheduler())
        .toCompletableFuture()
        .join();
  }

  @Test
  void questionsAndHeartbeatsGetThrough() throws InterruptedException {
    try (InProcess cluster = InProcess.start(2, folder)) {
      WorkerMember owner = cluster.worker(0);
      WorkerMember reader = cluster.worker(1);
      AtomicInteger silences = silences(owner);
      AtomicInteger silencesHeard = silences(reader);
      PartitionLocation bulk = write(owner);
      ActorRef<WorkerCommand> other = reached(reader, owner);
      try (BufferAllocator buffers = reader.services().memory().forQuery("stalled");
          BlockReader stalled = read(reader, bulk, buffers)) {
        assertThat(stalled.take())
            .isInstanceOfSatisfying(BlockReader.Next.Block.class, first -> first.content().close());
        Processes.await("full window", () -> stalled.bytesReceived() > WINDOW - 2 * BLOCK);

        var stop = new AtomicBoolean();
        var done = new AtomicInteger();
        List<CompletableFuture<Void>> bulks =
            List.of(transfers(reader, bulk, stop, done), transfers(reader, bulk, stop, done));
        int most = 0;
        for (int trip = 0; trip < TRIPS || done.get() < TRANSFERS; trip++) {
          int before = done.get();
          assertThat(ask(reader, other).worker()).isEqualTo(owner.id());
          most = Math.max(most, done.get() - before);
          assertThat(bulks).noneMatch(CompletableFuture::isDone);
        }
        stop.set(true);
        bulks.forEach(CompletableFuture::join);
        assertThat(most).as("transfers during a trip").isLessThan(MOST_TRANSFERS_IN_A_TRIP);
        assertThat(stalled.bytesReceived())
            .as("without credit")
            .isLessThanOrEqualTo(WINDOW + BLOCK);
        assertThat(takeAll(stalled)).isEqualTo(BLOCKS - 1);
      }
      assertThat(silences).hasValue(0);
      assertThat(silencesHeard).hasValue(0);
      assertThat(cluster.view().workers())
          .extracting(worker -> worker.id())
          .containsExactlyInAnyOrder(owner.id(), reader.id());
      owner.services().data().store().release("bulk");
    }
  }
}
