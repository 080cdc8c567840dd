package io.sampo.bench.exchange;

import io.sampo.bench.json.JsonObject;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.runtime.block.BlockEncoder;
import io.sampo.runtime.block.EncodedBlock;
import io.sampo.runtime.exchange.BlockContent;
import io.sampo.runtime.exchange.BlockServer;
import io.sampo.runtime.exchange.BlockStore;
import io.sampo.runtime.exchange.BlockWriter;
import io.sampo.runtime.exchange.DataPlaneFigures;
import io.sampo.runtime.exchange.ProducerAttempt;
import io.sampo.runtime.exchange.SpillingBlockStore;
import io.sampo.runtime.memory.MemoryBudget;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Keeps blocks of rows and serves them. */
final class ServingSide implements BlockSide {
  static final ProducerAttempt ATTEMPT = new ProducerAttempt("bench", 0, 0, 0);

  /** As many rows as a task sends in one block. */
  private static final int ROWS_OF_BLOCK = 4096;

  private static final int DISTINCT_BATCHES = 16;
  private static final long SEED = 42;

  private final MemoryBudget memory;
  private final BufferAllocator making;
  private final BlockStore store;
  private final BlockServer server;
  private final DataPlaneFigures figures = new DataPlaneFigures();
  private final List<Integer> blocks = new ArrayList<>();
  private long bytes;

  ServingSide(ExchangeSetup setup) {
    this.memory = new MemoryBudget(ExchangeSetup.memory(setup.bytes()), 64L << 20);
    this.making = memory.forQuery("making blocks");
    this.store = new SpillingBlockStore("serve", memory.forQuery("blocks"), setup.settings());
    this.server =
        new BlockServer(
            store,
            new InetSocketAddress("127.0.0.1", 0),
            memory.forQuery("blocks on their way"),
            setup.settings(),
            setup.security(),
            figures);
    produce(setup);
  }

  private void produce(ExchangeSetup setup) {
    int partitions = setup.connections() * ExchangeSetup.PARTITIONS;
    var batches = new ArrayList<ColumnBatch>();
    var random = new Random(SEED);
    try (BlockWriter writer = store.write(ATTEMPT, partitions);
        var encoder = BlockEncoder.bare(SampleRows.SCHEMA, making)) {
      for (int i = 0; i < DISTINCT_BATCHES; i++) {
        var batch = new ColumnBatch(SampleRows.SCHEMA, ROWS_OF_BLOCK, making);
        batches.add(batch);
        SampleRows.fill(batch, random, making);
      }
      for (int i = 0; bytes < setup.bytes(); i++) {
        EncodedBlock block = encoder.encode(batches.get(i % DISTINCT_BATCHES));
        bytes += block.bytes();
        writer.add(
            i % partitions, new BlockContent(block.buffer(), block.bytes(), block.rows(), i));
      }
      writer.commit().forEach(summary -> blocks.add(summary.blocks()));
    } finally {
      batches.forEach(ColumnBatch::close);
    }
  }

  @Override
  public Map<String, @Nullable Object> greeting() {
    return Map.of("port", server.port(), "blocks", blocks, "bytes", bytes);
  }

  @Override
  public Map<String, @Nullable Object> run(JsonObject request) {
    return Map.of("sent", figures.bytesSent());
  }

  @Override
  public void close() {
    server.close();
    store.close();
    making.close();
    memory.close();
  }
}
