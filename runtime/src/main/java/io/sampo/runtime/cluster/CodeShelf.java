package io.sampo.runtime.cluster;

import io.sampo.runtime.exchange.BlockContent;
import io.sampo.runtime.exchange.BlockStore;
import io.sampo.runtime.exchange.BlockWriter;
import io.sampo.runtime.exchange.DataNode;
import io.sampo.runtime.exchange.PartitionLocation;
import io.sampo.runtime.exchange.ProducerAttempt;
import io.sampo.runtime.serde.Serde;
import io.sampo.runtime.worker.protocol.TaskCode;
import java.util.HashMap;
import java.util.Map;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Large code of queries as blocks of the driver's store, from which each worker fetches it once for
 * a query: messages between actors have to be small. Used by one thread.
 */
public final class CodeShelf {
  /** Sends all code with the orders of tasks. */
  public static final CodeShelf NONE = new CodeShelf();

  /** Smaller code goes with every order. */
  private static final long MOST_IN_AN_ORDER = 256L << 10;

  private static final int BLOCK = 4 << 20;

  private final @Nullable Blocks blocks;
  private final Map<String, TaskCode> shelved = new HashMap<>();

  private record Blocks(BlockStore store, DataNode node, BufferAllocator allocator) {}

  private CodeShelf() {
    this.blocks = null;
  }

  /**
   * A shelf of its own for each driver.
   *
   * @param store keeps the code; closed by whoever made it
   * @param node where workers reach the store
   * @param allocator of the blocks; closed by whoever made it
   */
  public CodeShelf(BlockStore store, DataNode node, BufferAllocator allocator) {
    this.blocks = new Blocks(store, node, allocator);
  }

  /** The code in the form in which it goes with orders of the query's tasks. */
  TaskCode of(String query, TaskCode code) {
    if (blocks == null
        || !(code instanceof TaskCode.Here(var large))
        || large.bytes() <= MOST_IN_AN_ORDER) {
      return code;
    }
    return shelved.computeIfAbsent(query, any -> put(query, Serde.standard().write(large), blocks));
  }

  private static TaskCode put(String query, byte[] bytes, Blocks to) {
    var attempt = new ProducerAttempt(name(query), 0, 0, 0);
    int count = 0;
    try (BlockWriter writer = to.store().write(attempt, 1)) {
      for (int from = 0; from < bytes.length; from += BLOCK) {
        int length = Math.min(BLOCK, bytes.length - from);
        ArrowBuf buffer = to.allocator().buffer(length);
        buffer.setBytes(0, bytes, from, length);
        writer.add(0, new BlockContent(buffer, length, 1, 0));
        count++;
      }
      writer.commit();
    }
    return new TaskCode.Elsewhere(new PartitionLocation(attempt.forConsumer(0), to.node(), count));
  }

  /** The query is over. */
  void release(String query) {
    if (blocks != null && shelved.remove(query) != null) {
      blocks.store().release(name(query));
    }
  }

  private static String name(String query) {
    return "code-" + query;
  }
}
