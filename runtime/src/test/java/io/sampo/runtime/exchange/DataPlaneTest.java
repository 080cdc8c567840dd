package io.sampo.runtime.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.block.Compression;
import io.sampo.runtime.memory.MemoryBudget;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nodes with stores, servers and clients of their own, in one process, over real sockets. */
@NullMarked
@Timeout(120)
final class DataPlaneTest {
  private static final int LENGTH = 100_000;

  @TempDir private Path folder;
  private final List<Node> nodes = new ArrayList<>();

  /** One node. */
  private final class Node implements AutoCloseable {
    final MemoryBudget budget = new MemoryBudget(256 << 20, 0);
    final DataPlaneFigures figures = new DataPlaneFigures();
    final LinkFaults faults = new LinkFaults();
    final BlockStore store;
    final BlockServer server;
    final BlockClient client;
    final BufferAllocator tasks = budget.forQuery("tasks");
    final DataNode address;

    Node(ExchangeSettings settings) {
      String id = "node-" + nodes.size();
      store = new SpillingBlockStore(id, budget.forQuery("store"), settings);
      LinkSecurity security = LinkSecurity.NONE.wrapped(faults);
      server =
          new BlockServer(
              store,
              new InetSocketAddress("127.0.0.1", 0),
              budget.forQuery("server"),
              settings,
              LinkSecurity.NONE,
              figures);
      client = new SocketBlockClient(id, store, settings, security, figures);
      address = new DataNode(id, "127.0.0.1", server.port());
      nodes.add(this);
    }

    /** Writes blocks numbered from {@code seed}. */
    PartitionLocation produce(ProducerAttempt attempt, int blocks, long seed) {
      try (BlockWriter writer = store.write(attempt, 1)) {
        for (int i = 0; i < blocks; i++) {
          writer.add(0, Blocks.content(Blocks.bytes(seed + i, LENGTH), tasks));
        }
        writer.commit();
      }
      return new PartitionLocation(attempt.forConsumer(0), address, blocks);
    }

    BlockReader read(PartitionLocation... partitions) {
      return client.read(List.of(partitions), tasks);
    }

    /** Fails when a buffer was not freed. */
    @Override
    public void close() {
      client.close();
      server.close();
      store.close();
      tasks.close();
      budget.close();
    }
  }

  private ExchangeSettings settings() {
    return ExchangeSettings.of(64 << 20, folder)
        .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(1));
  }

  @AfterEach
  void close() {
    nodes.forEach(Node::close);
  }

  private static ProducerAttempt attempt(int producer) {
    return new ProducerAttempt("q", 1, producer, 0);
  }

  private static void assertBlocks(List<byte[]> found, long... seeds) {
    assertThat(found).hasSize(seeds.length);
    for (int i = 0; i < seeds.length; i++) {
      assertThat(found.get(i)).isEqualTo(Blocks.bytes(seeds[i], LENGTH));
    }
  }

  @ParameterizedTest
  @EnumSource
  void blocksArriveInTheOrderOfTheirPartitionsFromManyNodes(Compression compression)
      throws InterruptedException {
    Node a = new Node(settings().withCompression(compression));
    Node b = new Node(settings().withCompression(compression));
    Node c = new Node(settings().withCompression(compression));
    try (BlockReader reader =
        a.read(
            b.produce(attempt(0), 3, 0),
            a.produce(attempt(1), 2, 10),
            c.produce(attempt(2), 2, 20),
            b.produce(attempt(3), 0, 30),
            b.produce(attempt(4), 2, 40))) {
      assertBlocks(Blocks.takeAll(reader), 0, 1, 2, 10, 11, 20, 21, 40, 41);
      assertThat(reader.bytesReceived()).isPositive();
    }
    assertThat(a.figures.blocksLocal()).isEqualTo(2);
    assertThat(a.figures.blocksReceived()).isEqualTo(7);
    assertThat(b.figures.blocksSent()).isEqualTo(5);
  }

  @Test
  void manyReadersShareAConnection() throws InterruptedException {
    Node a = new Node(settings());
    Node b = new Node(settings());
    var locations = new ArrayList<PartitionLocation>();
    for (int i = 0; i < 20; i++) {
      locations.add(b.produce(attempt(i), 3, 100L * i));
    }
    var readers = locations.stream().map(location -> a.read(location)).toList();
    for (int i = 0; i < readers.size(); i++) {
      try (BlockReader reader = readers.get(i)) {
        assertBlocks(Blocks.takeAll(reader), 100L * i, 100L * i + 1, 100L * i + 2);
      }
    }
  }

  /** The producer has far more than the window; the consumer takes block after block. */
  @Test
  void aSlowConsumerKeepsMemoryFlat() throws InterruptedException {
    ExchangeSettings small = settings().withWindow(4 * LENGTH).withCompression(Compression.NONE);
    Node a = new Node(small);
    Node b = new Node(small);
    PartitionLocation location = b.produce(attempt(0), 200, 0);
    long atRest = b.budget.used();
    try (BlockReader reader = a.read(location)) {
      for (int i = 0; i < 200; i++) {
        var block = (BlockReader.Next.Block) reader.take();
        // One block is here, at most a window is waiting, and one arrives.
        assertThat(a.budget.used()).isLessThanOrEqualTo(7L * LENGTH);
        assertThat(b.budget.used()).isEqualTo(atRest);
        assertThat(Blocks.take(block.content())).isEqualTo(Blocks.bytes(i, LENGTH));
      }
      assertThat(reader.take()).isInstanceOf(BlockReader.Next.End.class);
    }
  }

  @Test
  void blocksLargerThanTheWindowGoOneByOne() throws InterruptedException {
    Node a = new Node(settings().withWindow(1));
    Node b = new Node(settings());
    try (BlockReader reader = a.read(b.produce(attempt(0), 3, 0))) {
      assertBlocks(Blocks.takeAll(reader), 0, 1, 2);
    }
  }

  @Test
  void aPartitionCanBeReadWhileItIsWritten() throws InterruptedException {
    Node a = new Node(settings());
    Node b = new Node(settings());
    for (Node from : List.of(a, b)) {
      ProducerAttempt attempt = attempt(7);
      BlockWriter writer = from.store.write(attempt, 1);
      var location =
          new PartitionLocation(attempt.forConsumer(0), from.address, PartitionLocation.FOLLOW);
      try (BlockReader reader = a.read(location)) {
        for (int i = 0; i < 3; i++) {
          writer.add(0, Blocks.content(Blocks.bytes(i, LENGTH), from.tasks));
          var block = (BlockReader.Next.Block) reader.take();
          assertThat(Blocks.take(block.content())).isEqualTo(Blocks.bytes(i, LENGTH));
        }
        var woken = new CountDownLatch(1);
        assertThat(reader.poll(woken::countDown)).isInstanceOf(BlockReader.Next.Pending.class);
        writer.commit();
        woken.await();
        assertThat(reader.take()).isInstanceOf(BlockReader.Next.End.class);
      }
    }
  }

  @Test
  void afterACutTheRestIsFetchedAgain() throws InterruptedException {
    ExchangeSettings small = settings().withWindow(2 * LENGTH);
    Node a = new Node(small);
    Node b = new Node(small);
    try (BlockReader reader = a.read(b.produce(attempt(0), 10, 0), b.produce(attempt(1), 10, 10))) {
      for (int i = 0; i < 20; i++) {
        if (i % 5 == 2) {
          a.faults.cut();
        }
        var block = (BlockReader.Next.Block) reader.take();
        assertThat(Blocks.take(block.content())).isEqualTo(Blocks.bytes(i, LENGTH));
      }
      assertThat(reader.take()).isInstanceOf(BlockReader.Next.End.class);
    }
    assertThat(a.figures.refetches()).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void aFlippedBitIsFoundAndTheBlockFetchedAgain(Compression compression)
      throws InterruptedException {
    // With the smallest window one block at a time is on its way.
    Node a = new Node(settings().withCompression(compression).withWindow(1));
    Node b = new Node(settings().withCompression(compression));
    a.faults.damage(2);
    try (BlockReader reader = a.read(b.produce(attempt(0), 3, 0))) {
      assertBlocks(Blocks.takeAll(reader), 0, 1, 2);
    }
    assertThat(a.figures.damagedBlocks()).isEqualTo(2);
    assertThat(a.figures.refetches()).isEqualTo(2);
  }

  @Test
  void aBlockThatStaysDamagedIsLostByName() throws InterruptedException {
    Node a = new Node(settings());
    Node b = new Node(settings());
    PartitionLocation location = b.produce(attempt(4), 5, 0);
    try (BlockReader reader = a.read(location)) {
      a.faults.damage(1_000);
      assertLost(reader, new BlockLoss(location.address().block(0), b.address.id()), "checksum");
    }
    assertThat(a.figures.damagedBlocks()).isEqualTo(3);
  }

  @Test
  void aNodeThatCannotBeReachedIsNamed() throws InterruptedException {
    Node a = new Node(settings());
    Node b = new Node(settings());
    PartitionLocation location = b.produce(attempt(0), 1, 0);
    b.server.close();
    try (BlockReader reader = a.read(location)) {
      assertLost(
          reader, new BlockLoss(location.address().block(0), b.address.id()), "cannot be reached");
    }
  }

  @Test
  void blocksThatAreGoneAreLostAtOnce() throws InterruptedException {
    Node a = new Node(settings());
    Node b = new Node(settings());
    PartitionLocation location = b.produce(attempt(0), 1, 0);
    b.store.release("q");
    try (BlockReader reader = a.read(location)) {
      assertLost(reader, new BlockLoss(location.address().block(0), b.address.id()), "not here");
    }
    assertThat(a.figures.refetches()).isZero();
  }

  private static void assertLost(BlockReader reader, BlockLoss loss, String details) {
    assertThatThrownBy(() -> Blocks.takeAll(reader))
        .isInstanceOfSatisfying(
            SampoException.class, e -> assertThat(BlockLoss.of(e)).contains(loss))
        .hasMessageContaining(details);
  }

  /** The kernel accepts, but nobody answers: as a stopped process. */
  @Test
  void aNodeThatHangsIsGivenUp() throws Exception {
    ExchangeSettings hasty =
        settings()
            .withTimeouts(Duration.ofMillis(200), Duration.ofMillis(200), Duration.ofMillis(1));
    Node a = new Node(hasty);
    try (var silent = new java.net.ServerSocket(0, 10, java.net.InetAddress.getLoopbackAddress())) {
      var hung = new DataNode("hung", "127.0.0.1", silent.getLocalPort());
      var location = new PartitionLocation(attempt(0).forConsumer(0), hung, 1);
      try (BlockReader reader = a.read(location)) {
        assertLost(reader, new BlockLoss(location.address().block(0), "hung"), "cannot be reached");
      }
    }
  }

  @Test
  void aConsumerWithoutMemorySaysSo() throws InterruptedException {
    Node a = new Node(settings());
    Node b = new Node(settings());
    PartitionLocation location = b.produce(attempt(0), 2, 0);
    try (BufferAllocator tight = a.tasks.newChildAllocator("tight", 0, LENGTH / 2);
        BlockReader reader = a.client.read(List.of(location), tight)) {
      assertThatThrownBy(() -> Blocks.takeAll(reader))
          .isInstanceOfSatisfying(
              SampoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OUT_OF_MEMORY));
    }
    try (BlockReader reader = a.read(location)) {
      assertBlocks(Blocks.takeAll(reader), 0, 1);
    }
  }

  @Test
  void aReaderThatStopsEarlyLeavesNothing() throws InterruptedException {
    Node a = new Node(settings());
    Node b = new Node(settings());
    PartitionLocation location = b.produce(attempt(0), 50, 0);
    try (BlockReader reader = a.read(location)) {
      ((BlockReader.Next.Block) reader.take()).content().close();
    }
    try (BlockReader reader = a.read(location)) {
      assertThat(Blocks.takeAll(reader)).hasSize(50);
    }
  }
}
