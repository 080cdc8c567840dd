package io.sampo.bench.exchange;

import io.sampo.bench.error.BenchException;
import io.sampo.bench.json.JsonObject;
import io.sampo.runtime.block.BlockDecoder;
import io.sampo.runtime.exchange.BlockClient;
import io.sampo.runtime.exchange.BlockContent;
import io.sampo.runtime.exchange.BlockReader;
import io.sampo.runtime.exchange.BlockStore;
import io.sampo.runtime.exchange.DataNode;
import io.sampo.runtime.exchange.DataPlaneFigures;
import io.sampo.runtime.exchange.PartitionLocation;
import io.sampo.runtime.exchange.SocketBlockClient;
import io.sampo.runtime.exchange.SpillingBlockStore;
import io.sampo.runtime.memory.MemoryBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Reads all blocks of the other process, each connection by a thread of its own. */
final class ReadingSide implements BlockSide {
  private final ExchangeSetup setup;
  private final MemoryBudget memory;
  private final BlockStore store;
  private final DataPlaneFigures figures = new DataPlaneFigures();
  private final List<BlockClient> clients = new ArrayList<>();
  private final List<BufferAllocator> allocators = new ArrayList<>();

  ReadingSide(ExchangeSetup setup) {
    this.setup = setup;
    this.memory = new MemoryBudget(ExchangeSetup.memory(0), 64L << 20);
    this.store = new SpillingBlockStore("read", memory.forQuery("blocks"), setup.settings());
    for (int i = 0; i < setup.connections(); i++) {
      clients.add(
          new SocketBlockClient("read", store, setup.settings(), setup.security(), figures));
      allocators.add(memory.forQuery("reader " + i));
    }
  }

  @Override
  public Map<String, @Nullable Object> greeting() {
    return Map.of();
  }

  @Override
  public Map<String, @Nullable Object> run(JsonObject request) throws InterruptedException {
    var node = new DataNode("serve", "127.0.0.1", request.number("port").orElseThrow().intValue());
    List<Integer> blocks = new ArrayList<>();
    for (String count : request.text("blocks").orElseThrow().split(",", -1)) {
      blocks.add(Integer.parseInt(count));
    }
    boolean decode = request.flag("decode");
    var readers = new ArrayList<CompletableFuture<Long>>();
    long wire = figures.bytesReceived();
    long start = System.nanoTime();
    for (int i = 0; i < setup.connections(); i++) {
      var partitions = new ArrayList<PartitionLocation>();
      for (int p = 0; p < ExchangeSetup.PARTITIONS; p++) {
        int partition = i * ExchangeSetup.PARTITIONS + p;
        partitions.add(
            new PartitionLocation(
                ServingSide.ATTEMPT.forConsumer(partition), node, blocks.get(partition)));
      }
      readers.add(start(clients.get(i), partitions, allocators.get(i), decode));
    }
    long bytes = 0;
    for (CompletableFuture<Long> reader : readers) {
      try {
        bytes += reader.join();
      } catch (CompletionException e) {
        throw new BenchException("a block was not received: " + e.getMessage(), e);
      }
    }
    return Map.of(
        "nanos", System.nanoTime() - start,
        "bytes", bytes,
        "wire", figures.bytesReceived() - wire);
  }

  private static CompletableFuture<Long> start(
      BlockClient client,
      List<PartitionLocation> partitions,
      BufferAllocator allocator,
      boolean decode) {
    var done = new CompletableFuture<Long>();
    Thread.ofPlatform()
        .name("consumer")
        .start(() -> {
          try {
            done.complete(readAll(client, partitions, allocator, decode));
          } catch (InterruptedException | RuntimeException e) {
            done.completeExceptionally(e);
          }
        });
    return done;
  }

  private static long readAll(
      BlockClient client,
      List<PartitionLocation> partitions,
      BufferAllocator allocator,
      boolean decode)
      throws InterruptedException {
    var decoder = BlockDecoder.bare(SampleRows.SCHEMA, allocator);
    long bytes = 0;
    try (BlockReader reader = client.read(partitions, allocator)) {
      while (reader.take() instanceof BlockReader.Next.Block(BlockContent content)) {
        try (content) {
          bytes += content.bytes();
          if (decode) {
            decoder.decode(content.address(), content.bytes()).close();
          }
        }
      }
    }
    return bytes;
  }

  @Override
  public void close() {
    clients.forEach(BlockClient::close);
    allocators.forEach(BufferAllocator::close);
    store.close();
    memory.close();
  }
}
