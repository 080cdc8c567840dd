package io.sampo.runtime.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.block.Compression;
import io.sampo.runtime.memory.MemoryBudget;
import io.sampo.runtime.memory.QueryMemory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@NullMarked
final class SpillingBlockStoreTest {
  private static final ProducerAttempt FIRST = new ProducerAttempt("q1", 1, 0, 0);
  private static final int LENGTH = 50_000;

  @TempDir private Path folder;
  private final MemoryBudget budget = new MemoryBudget(64 << 20, 0);
  private BufferAllocator tasks;

  @BeforeEach
  void open() {
    tasks = budget.forQuery("tasks");
  }

  /** No test may leave a buffer or a file. */
  @AfterEach
  void close() throws IOException {
    tasks.close();
    budget.close();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  private SpillingBlockStore store(long memory, Compression compression) {
    return new SpillingBlockStore(
        "node",
        budget.forQuery("store"),
        ExchangeSettings.of(memory, folder).withCompression(compression));
  }

  private void add(BlockWriter writer, int consumer, long seed) {
    writer.add(consumer, Blocks.content(Blocks.bytes(seed, LENGTH), tasks));
  }

  private static byte[] read(
      BlockStore store, ProducerAttempt attempt, int consumer, int sequence) {
    return Blocks.take(store.read(attempt.forConsumer(consumer).block(sequence)));
  }

  @ParameterizedTest
  @EnumSource
  void blocksGoToDiskBeyondTheBoundAndComeBackTheSame(Compression compression) {
    try (var store = store(3 * LENGTH, compression)) {
      try (BlockWriter writer = store.write(FIRST, 2)) {
        for (int i = 0; i < 20; i++) {
          add(writer, i % 2, i);
        }
        List<PartitionSummary> summaries = writer.commit();
        assertThat(summaries)
            .containsExactly(
                new PartitionSummary(0, 10, 50_000, 10 * LENGTH, 310L * LENGTH),
                new PartitionSummary(1, 10, 50_000, 10 * LENGTH, 310L * LENGTH));
      }
      assertThat(store.usage().blocks()).isEqualTo(20);
      assertThat(store.usage().memoryBytes()).isLessThanOrEqualTo(3 * LENGTH);
      assertThat(store.usage().diskBytes()).isPositive();
      for (int i = 0; i < 20; i++) {
        assertThat(read(store, FIRST, i % 2, i / 2)).isEqualTo(Blocks.bytes(i, LENGTH));
      }
      store.release("q1");
      assertThat(store.usage()).isEqualTo(new BlockStore.Usage(0, 0, 0, 0));
      assertThat(budget.used()).isZero();
    }
  }

  @Test
  void aBlockInMemoryIsReadByReference() {
    try (var store = store(10 * LENGTH, Compression.LZ4);
        BlockWriter writer = store.write(FIRST, 1)) {
      BlockContent written = Blocks.content(Blocks.bytes(1, LENGTH), tasks);
      long address = written.address();
      writer.add(0, written);
      writer.commit();
      BlockAddress block = FIRST.forConsumer(0).block(0);
      try (BlockContent once = store.read(block);
          BlockContent again = store.read(block)) {
        assertThat(once.address()).isEqualTo(address).isEqualTo(again.address());
        store.release("q1");
        assertThat(Blocks.take(new BlockContent(retained(once), LENGTH, 0, 0)))
            .isEqualTo(Blocks.bytes(1, LENGTH));
      }
    }
  }

  private static org.apache.arrow.memory.ArrowBuf retained(BlockContent content) {
    content.buffer().getReferenceManager().retain();
    return content.buffer();
  }

  /** The store's own bound is far away; a join asks for room. */
  @Test
  void blocksMakeRoomForOperators() {
    try (var small = new MemoryBudget(4 << 20, 0);
        BufferAllocator makers = small.forQuery("makers");
        var store =
            new SpillingBlockStore(
                "node", small.forQuery("store"), ExchangeSettings.of(64 << 20, folder));
        BlockWriter writer = store.write(FIRST, 1)) {
      small.reclaimFrom(store::reclaim);
      for (int i = 0; i < 50; i++) {
        writer.add(0, Blocks.content(Blocks.bytes(i, LENGTH), makers));
      }
      assertThat(store.usage().diskBytes()).isZero();
      try (QueryMemory query = small.openQuery("join")) {
        assertThat(query.headroom()).isLessThan(2 << 20);
        assertThat(query.headroom(2 << 20)).isGreaterThanOrEqualTo(2 << 20);
      }
      assertThat(store.usage().diskBytes()).isPositive();
      assertThat(store.usage().memoryBytes()).isPositive();
      for (int i = 0; i < 50; i++) {
        assertThat(read(store, FIRST, 0, i)).isEqualTo(Blocks.bytes(i, LENGTH));
      }
    }
  }

  @Test
  void whatIsNotCommittedVanishes() {
    try (var store = store(LENGTH, Compression.NONE)) {
      try (BlockWriter writer = store.write(FIRST, 1)) {
        add(writer, 0, 1);
        add(writer, 0, 2);
      }
      assertThat(store.usage()).isEqualTo(new BlockStore.Usage(0, 0, 0, 0));
      assertThatThrownBy(() -> read(store, FIRST, 0, 0))
          .isInstanceOfSatisfying(
              SampoException.class,
              e ->
                  assertThat(BlockLoss.of(e))
                      .contains(new BlockLoss(FIRST.forConsumer(0).block(0), "node")));
    }
  }

  @Test
  void aQueryThatWasReleasedKeepsNothingThatComesLater() {
    try (var store = store(10 * LENGTH, Compression.NONE)) {
      BlockWriter writer = store.write(FIRST, 1);
      store.release("q1");
      add(writer, 0, 1);
      writer.commit();
      store.write(new ProducerAttempt("q1", 2, 0, 0), 1).close();
      assertThat(store.usage().blocks()).isZero();
    }
  }

  @Test
  void theSameAttemptStartsFromNothing() {
    try (var store = store(10 * LENGTH, Compression.NONE)) {
      add(store.write(FIRST, 1), 0, 1);
      try (BlockWriter again = store.write(FIRST, 1)) {
        add(again, 0, 2);
        again.commit();
      }
      assertThat(store.usage().blocks()).isEqualTo(1);
      assertThat(read(store, FIRST, 0, 0)).isEqualTo(Blocks.bytes(2, LENGTH));
    }
  }

  @ParameterizedTest
  @EnumSource
  void damageOnDiskIsFound(Compression compression) throws IOException {
    try (var store = store(0, compression)) {
      try (BlockWriter writer = store.write(FIRST, 1)) {
        add(writer, 0, 1);
        writer.commit();
      }
      flip(file());
      assertThatThrownBy(() -> read(store, FIRST, 0, 0))
          .isInstanceOfSatisfying(
              SampoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BLOCK_LOST))
          .hasMessageContaining("damaged");
    }
  }

  private Path file() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(path -> path.getFileName().toString().startsWith("blocks-"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void flip(Path file) throws IOException {
    try (var access = new RandomAccessFile(file.toFile(), "rw")) {
      long middle = access.length() / 2;
      access.seek(middle);
      int value = access.read();
      access.seek(middle);
      access.write(value ^ 1);
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsAnErrorAndTheBlocksStay() throws IOException {
    Path occupied = Files.createFile(folder.resolve("file"));
    var settings = ExchangeSettings.of(0, occupied);
    try (var store = new SpillingBlockStore("node", budget.forQuery("store"), settings);
        BlockWriter writer = store.write(FIRST, 1)) {
      assertThatThrownBy(() -> add(writer, 0, 1))
          .isInstanceOfSatisfying(
              SampoException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.FAILED_WRITE_FILE));
      assertThat(read(store, FIRST, 0, 0)).isEqualTo(Blocks.bytes(1, LENGTH));
    }
    Files.delete(occupied);
  }

  @Test
  void whoeverFollowsIsWokenByEachBlockAndTheEnd() {
    var woken = new AtomicInteger();
    try (var store = store(10 * LENGTH, Compression.NONE);
        BlockWriter writer = store.write(FIRST, 1)) {
      BlockAddress first = FIRST.forConsumer(0).block(0);
      assertThat(store.availability(first, woken::incrementAndGet))
          .isEqualTo(BlockStore.Availability.PENDING);
      add(writer, 0, 1);
      assertThat(woken).hasValue(1);
      assertThat(store.availability(first, woken::incrementAndGet))
          .isEqualTo(BlockStore.Availability.READY);
      BlockAddress second = FIRST.forConsumer(0).block(1);
      assertThat(store.availability(second, woken::incrementAndGet))
          .isEqualTo(BlockStore.Availability.PENDING);
      writer.commit();
      assertThat(woken).hasValue(2);
      assertThat(store.availability(second, woken::incrementAndGet))
          .isEqualTo(BlockStore.Availability.END);
      store.release("q1");
      assertThat(store.availability(second, woken::incrementAndGet))
          .isEqualTo(BlockStore.Availability.LOST);
    }
  }
}
